using BerryAIGen.Civitai.Downloads;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.References;
using BerryAIGen.Sandbox;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.Downloads;

public sealed class SandboxDownloadTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly SandboxServer _sandbox = fixture.Server;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_found_at_the_storage_under_its_name()
    {
        using var client = Client("sandbox-key");
        var file = Open().Files[0];
        var before = _sandbox.Requests.To("storage").Count;

        var target = await client.Downloads.ResolveAsync(
            new ModelVersionId(file.Version.Id),
            DownloadSelection.File(new FileId(file.Id)),
            Cancelled
        );

        target.FileName.ShouldBe(file.Name);
        target.SizeBytes.ShouldBe(file.Content.Length);
        target.AcceptsRanges.ShouldBeTrue();
        target.ETag.ShouldNotBeNull();
        target.Address.Authority.ShouldBe(_sandbox.StorageUrl.Authority);
        _sandbox.Requests.To("storage").Skip(before).ShouldAllBe(request => !request.HasAuthorization);
    }

    [Fact]
    public async Task A_gated_file_needs_a_login_and_a_wrong_key_is_none()
    {
        var version = Versions().First(version => version.Spec.RequireAuth && IsPlain(version));

        (await ReasonAsync(null, version)).ShouldBe(UnauthorizedReason.LoginRequired);
        (await ReasonAsync("no-such-key", version)).ShouldBe(UnauthorizedReason.KeyRefused);
        using var client = Client("sandbox-key");
        (await ResolveAsync(client, version)).SizeBytes.ShouldNotBeNull();
    }

    [Fact]
    public async Task Disabled_downloads_early_access_and_archives_are_told_apart()
    {
        using var client = Client("sandbox-key");
        var disabled = Versions().First(version => IsShown(version) && version.Spec.UsageControl != "Download");
        var early = Versions().First(version => IsPlain(version) && version.Spec.EarlyAccessDays is not null);
        var archived = Versions().First(version => version.Model.Spec.Mode == "Archived");

        await Should.ThrowAsync<CivitaiDownloadDisabledException>(() => ResolveAsync(client, disabled));
        var access = await Should.ThrowAsync<CivitaiEarlyAccessException>(() => ResolveAsync(client, early));
        access.Deadline.ShouldNotBeNull();
        var gone = await Should.ThrowAsync<CivitaiNotFoundException>(() => ResolveAsync(client, archived));
        gone.IsArchived.ShouldBeTrue();
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

    private async Task<UnauthorizedReason> ReasonAsync(string? key, SeededVersion version)
    {
        using var client = Client(key);
        return (await Should.ThrowAsync<CivitaiUnauthorizedException>(() => ResolveAsync(client, version))).Reason;
    }

    private CivitaiClient Client(string? key) =>
        new(new CivitaiOptions { SiteUrl = _sandbox.CivitaiUrl, ApiKey = key });

    private static Task<DownloadTarget> ResolveAsync(CivitaiClient client, SeededVersion version) =>
        client.Downloads.ResolveAsync(new ModelVersionId(version.Id), cancellationToken: Cancelled);

    private SeededVersion Open() =>
        Versions()
            .First(version => IsPlain(version) && !version.Spec.RequireAuth && version.Spec.EarlyAccessDays is null);

    private static bool IsPlain(SeededVersion version) => IsShown(version) && version.Spec.UsageControl == "Download";

    private static bool IsShown(SeededVersion version) =>
        version.Model.Spec is { Status: "Published", Poi: false, Mode: null, Availability: not "Private" }
        && version.Spec.Status == "Published"
        && version.Files.Count > 0;

    private IEnumerable<SeededVersion> Versions() => _sandbox.Catalogue.Models.SelectMany(model => model.Versions);
}
