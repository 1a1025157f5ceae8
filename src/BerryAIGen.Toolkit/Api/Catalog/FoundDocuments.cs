using BerryAIGen.Database.Models;
using BerryAIGen.Library.Sources.Search;

namespace BerryAIGen.Toolkit.Api.Catalog;

/// <summary>All that a source says of a model, and what of it is here.</summary>
/// <param name="Model">What a search says of it.</param>
/// <param name="Description">What its creator wrote: markup of a stranger, never to be shown unread.</param>
/// <param name="Licence">What may be done with it.</param>
/// <param name="Versions">The newest first.</param>
public sealed record FoundDetailDocument(
    FoundModelDocument Model,
    string? Description,
    FoundLicence Licence,
    IReadOnlyList<SourceVersionDocument> Versions
)
{
    public static FoundDetailDocument Of(
        FoundDetail detail,
        IReadOnlyList<HereFile> here,
        Func<FoundPicture, bool> isShown
    ) =>
        new(
            FoundModelDocument.Of(detail.Model, here.Count > 0, isShown),
            detail.Description,
            detail.Licence,
            [.. detail.Versions.Select(version => SourceVersionDocument.Of(version, here, isShown))]
        );
}

/// <param name="Id">What the source calls it.</param>
/// <param name="Name">For people.</param>
/// <param name="Reference">For <c>POST /api/models/download</c>, <c>/resolve</c> and <c>/plan</c>.</param>
/// <param name="BaseModel">In the source's words.</param>
/// <param name="PublishedAt">Seconds since 1970.</param>
/// <param name="EarlyAccessUntil">Seconds since 1970; absent when everybody may have it.</param>
/// <param name="Description">What changed: markup of a stranger.</param>
/// <param name="Downloads">As the source counts them.</param>
/// <param name="TrainedWords">Trigger words.</param>
/// <param name="InLibrary">Whether a file of it is here.</param>
/// <param name="Files">What it consists of, or is offered as.</param>
/// <param name="Pictures">Those that the person who asks may see.</param>
public sealed record SourceVersionDocument(
    string Id,
    string Name,
    string Reference,
    string? BaseModel,
    double? PublishedAt,
    double? EarlyAccessUntil,
    string? Description,
    long? Downloads,
    IReadOnlyList<string> TrainedWords,
    bool InLibrary,
    IReadOnlyList<SourceFileDocument> Files,
    IReadOnlyList<FoundPictureDocument> Pictures
)
{
    internal static SourceVersionDocument Of(
        FoundVersion version,
        IReadOnlyList<HereFile> here,
        Func<FoundPicture, bool> isShown
    )
    {
        SourceFileDocument[] files = [.. version.Files.Select(file => SourceFileDocument.Of(file, version.Id, here))];
        return new SourceVersionDocument(
            version.Id,
            version.Name,
            version.Reference,
            version.BaseModel,
            Seconds(version.PublishedAt),
            Seconds(version.EarlyAccessUntil),
            version.Description,
            version.Downloads,
            version.TrainedWords,
            files.Any(file => file.InLibrary) || here.Any(one => one.Version == version.Id),
            files,
            [.. version.Pictures.Where(isShown).Select(FoundPictureDocument.Of)]
        );
    }

    private static double? Seconds(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds() / 1000.0;
}

/// <param name="Id">What the source calls it.</param>
/// <param name="Name">With its ending.</param>
/// <param name="Type">In the source's words.</param>
/// <param name="Format">In the source's words.</param>
/// <param name="Precision">In the source's words.</param>
/// <param name="SizeBytes">As announced.</param>
/// <param name="Sha256">As announced.</param>
/// <param name="Primary">Whether a download takes it when none is named.</param>
/// <param name="Danger">What the source's scanners say against it.</param>
/// <param name="InLibrary">Whether it is here, or a file of the same bytes.</param>
/// <param name="LibraryIds">Its rows of the library.</param>
public sealed record SourceFileDocument(
    string Id,
    string Name,
    string? Type,
    string? Format,
    string? Precision,
    long? SizeBytes,
    string? Sha256,
    bool Primary,
    string? Danger,
    bool InLibrary,
    IReadOnlyList<string> LibraryIds
)
{
    internal static SourceFileDocument Of(FoundFile file, string version, IReadOnlyList<HereFile> here)
    {
        string[] ids =
        [
            .. here.Where(one =>
                    file.Sha256 is { } hash && one.Sha256 is { } known
                        ? hash == known
                        // A commit is another after each change of a repository; a path is not.
                        : one.File == file.Id && (one.Version == version || file.Id.Contains('.'))
                )
                .Select(one => one.Id),
        ];
        return new SourceFileDocument(
            file.Id,
            file.Name,
            file.Type,
            file.Format,
            file.Precision,
            file.SizeBytes,
            file.Sha256,
            file.IsPrimary,
            file.Danger,
            ids.Length > 0,
            ids
        );
    }
}
