using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests;

public sealed class SandboxFixtureTests
{
    [Fact]
    public async Task A_request_to_an_unknown_route_fails_the_fixture()
    {
        var fixture = new SandboxFixture();
        await fixture.InitializeAsync();
        using var client = new SandboxClient(fixture.Server);
        using var response = await client.GetAsync("api/v1/nothing");

        var failure = await Should.ThrowAsync<Exception>(() => fixture.DisposeAsync().AsTask());

        failure.Message.ShouldContain("GET /api/v1/nothing on civitai");
    }
}
