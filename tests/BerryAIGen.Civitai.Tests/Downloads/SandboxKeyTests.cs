using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.References;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.Downloads;

/// <summary>What a key of the site opens.</summary>
public sealed class SandboxKeyTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_gated_file_needs_a_login_and_a_wrong_key_is_none()
    {
        var version = fixture
            .Server.Catalogue.Models.Where(model =>
                model.Spec is { Status: "Published", Poi: false, Mode: null, Availability: not "Private" }
            )
            .SelectMany(model => model.Versions)
            .First(version =>
                version.Spec is { RequireAuth: true, Status: "Published", UsageControl: "Download" }
                && version.Files.Count > 0
            );

        (await ReasonAsync(null, version.Id)).ShouldBe(UnauthorizedReason.LoginRequired);
        (await ReasonAsync("no-such-key", version.Id)).ShouldBe(UnauthorizedReason.KeyRefused);
        using var client = Client("sandbox-key");
        (
            await client.Downloads.ResolveAsync(new ModelVersionId(version.Id), cancellationToken: Cancelled)
        ).SizeBytes.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("sandbox-key", KeyState.Valid)]
    [InlineData("sandbox-key-banned", KeyState.Refused)]
    [InlineData("no-such-key", KeyState.Refused)]
    [InlineData(null, KeyState.None)]
    public async Task Me_tells_whether_the_key_is_good(string? key, KeyState expected)
    {
        using var client = Client(key);

        (await client.CheckKeyAsync(Cancelled)).ShouldBe(expected);
    }

    private async Task<UnauthorizedReason> ReasonAsync(string? key, int version)
    {
        using var client = Client(key);
        return (
            await Should.ThrowAsync<CivitaiUnauthorizedException>(() =>
                client.Downloads.ResolveAsync(new ModelVersionId(version), cancellationToken: Cancelled)
            )
        ).Reason;
    }

    private CivitaiClient Client(string? key) =>
        new(new CivitaiOptions { SiteUrl = fixture.Server.CivitaiUrl, ApiKey = key });
}
