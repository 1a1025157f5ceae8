using BerryAIGen.Library.Catalog;

namespace BerryAIGen.Cli.Output;

/// <summary>The model files in an application's folders.</summary>
internal sealed record ListDocument(
    IReadOnlyList<ListRow> Models,
    int TotalCount,
    int LocalCount,
    int AvailableCount,
    IReadOnlyList<string> Warnings
)
{
    public static ListDocument From(FolderListing listing)
    {
        var local = listing.Models.Count(m => m.Status == "local");
        return new(
            [.. listing.Models.Select(ListRow.From)],
            listing.Models.Count,
            local,
            listing.Models.Count - local,
            listing.Warnings
        );
    }
}

internal sealed record ListRow(
    string Path,
    string Name,
    string ModelType,
    string? BaseModel,
    long Size,
    int? ModelId,
    int? VersionId,
    string Status
)
{
    public static ListRow From(ListedModel model) =>
        new(
            model.Path,
            model.Name,
            model.ModelType,
            model.BaseModel,
            model.SizeBytes,
            model.ModelId,
            model.VersionId,
            model.Status
        );
}
