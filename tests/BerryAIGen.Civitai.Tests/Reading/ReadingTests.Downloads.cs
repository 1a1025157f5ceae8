using BerryAIGen.Civitai.Downloads;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.References;
using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Civitai.Tests.Reading;

public abstract partial class ReadingTests
{
    [Fact]
    public async Task A_file_is_found_at_the_storage_under_its_name()
    {
        var file = Plain().Files[0];
        var before = Sandbox.Requests.To("storage").Count;

        var target = await Client.Downloads.ResolveAsync(
            new ModelVersionId(file.Version.Id),
            DownloadSelection.File(new FileId(file.Id)),
            Cancelled
        );

        target.FileName.ShouldBe(file.Name);
        target.SizeBytes.ShouldBe(file.Content.Length);
        target.AcceptsRanges.ShouldBeTrue();
        target.ETag.ShouldNotBeNull();
        target.Address.Authority.ShouldBe(Sandbox.StorageUrl.Authority);
        Sandbox.Requests.To("storage").Skip(before).ShouldAllBe(request => !request.HasAuthorization);
    }

    [Fact]
    public async Task Disabled_downloads_early_access_and_archives_are_told_apart()
    {
        var disabled = Versions().First(version => IsShown(version) && version.Spec.UsageControl != "Download");
        var early = Versions().First(version => IsPlain(version) && version.Spec.EarlyAccessDays is not null);
        var archived = Versions().First(version => version.Model.Spec.Mode == "Archived");

        await Should.ThrowAsync<CivitaiDownloadDisabledException>(() => ResolveAsync(disabled));
        var access = await Should.ThrowAsync<CivitaiEarlyAccessException>(() => ResolveAsync(early));
        access.Deadline.ShouldNotBeNull();
        var gone = await Should.ThrowAsync<CivitaiNotFoundException>(() => ResolveAsync(archived));
        gone.IsArchived.ShouldBeTrue();
    }

    private Task<DownloadTarget> ResolveAsync(SeededVersion version) =>
        Client.Downloads.ResolveAsync(new ModelVersionId(version.Id), cancellationToken: Cancelled);

    private SeededVersion Plain() =>
        Versions()
            .First(version => IsPlain(version) && !version.Spec.RequireAuth && version.Spec.EarlyAccessDays is null);

    private static bool IsPlain(SeededVersion version) => IsShown(version) && version.Spec.UsageControl == "Download";

    private static bool IsShown(SeededVersion version) =>
        version.Model.Spec is { Status: "Published", Poi: false, Mode: null, Availability: not "Private" }
        && version.Spec.Status == "Published"
        && version.Files.Count > 0;

    private IEnumerable<SeededVersion> Versions() => Sandbox.Catalogue.Models.SelectMany(model => model.Versions);
}
