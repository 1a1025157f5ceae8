using BerryAIGen.Toolkit.Tests.Access;

namespace BerryAIGen.Toolkit.Tests.Settings;

/// <summary>Who may change where models go and which keys are used.</summary>
public sealed class SettingsScopeTests(GuardedToolkit toolkit) : IClassFixture<GuardedToolkit>
{
    [Theory]
    [InlineData("PUT", "/api/settings/roots/a", """{"path":"/tmp/never"}""")]
    [InlineData("DELETE", "/api/settings/roots/a", null)]
    [InlineData("GET", "/api/settings/roots/preview?root=/", null)]
    [InlineData("GET", "/api/settings/keys", null)]
    [InlineData("PUT", "/api/settings/keys/civitai", """{"key":"abc"}""")]
    [InlineData("DELETE", "/api/settings/keys/civitai", null)]
    public async Task It_needs_the_scope_admin(string method, string path, string? body)
    {
        (await toolkit.SendAsync(method, path, "write", body)).ShouldBeRefused(403, "SecurityError", "needs admin");
        (await toolkit.SendAsync(method, path, null, body)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task The_roots_are_told_to_whoever_may_read() =>
        (await toolkit.SendAsync("GET", "/api/settings/roots", "read")).Status.ShouldBe(200);
}
