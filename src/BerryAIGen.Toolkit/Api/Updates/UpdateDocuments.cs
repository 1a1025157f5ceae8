using BerryAIGen.Database.Versions;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Choices;

namespace BerryAIGen.Toolkit.Api.Updates;

/// <summary>What the last checks found.</summary>
/// <param name="Updates">A page of the models.</param>
/// <param name="TotalCount">How many there are of those that were asked for.</param>
/// <param name="Counts">How many of each state, of all.</param>
/// <param name="CheckedAt">When something was looked at last, seconds since 1970; absent for never.</param>
internal sealed record UpdatesDocument(
    IReadOnlyList<FoundUpdateDocument> Updates,
    int TotalCount,
    IReadOnlyDictionary<string, int> Counts,
    double? CheckedAt
)
{
    public static UpdatesDocument Of(UpdatePage page) =>
        new([.. page.Items.Select(FoundUpdateDocument.Of)], page.TotalCount, page.Counts, UnixTime.Of(page.CheckedAt));
}

/// <summary>What was found of one model.</summary>
internal sealed record FoundUpdateDocument
{
    /// <summary>The library's id.</summary>
    public required string ModelId { get; init; }

    public required string Path { get; init; }

    /// <summary><c>current</c>, <c>update_available</c>, <c>early_access</c>, <c>newer_here</c>, <c>changed_upstream</c>, <c>gone_upstream</c>, <c>pinned</c>, <c>ignored</c>, <c>unknown</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Whether the source still has the file: <c>same</c>, <c>changed</c>, <c>gone</c> or <c>unknown</c>.</summary>
    public required string Upstream { get; init; }

    /// <summary>When it was first found gone, seconds since 1970.</summary>
    public double? GoneSince { get; init; }

    /// <summary>The source's number of the model.</summary>
    public int? SourceModelId { get; init; }

    public string? ModelName { get; init; }

    public int? VersionId { get; init; }

    public string? VersionName { get; init; }

    public string? BaseModel { get; init; }

    /// <summary>The newest version that can be had.</summary>
    public OfferDocument? Update { get; init; }

    /// <summary>A still newer one in early access.</summary>
    public OfferDocument? EarlyAccess { get; init; }

    /// <summary>What the source has now in place of the file.</summary>
    public OfferDocument? Replacement { get; init; }

    public string? Reason { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public required double CheckedAt { get; init; }

    public static FoundUpdateDocument Of(ModelUpdateRow row)
    {
        var finding = UpdateReport.Read(row);
        return new FoundUpdateDocument
        {
            ModelId = row.ModelId,
            Path = finding.Path,
            State = row.State,
            Upstream = row.Upstream,
            GoneSince = finding.GoneSince is { } since ? UnixTime.Of(since.UtcDateTime) : null,
            SourceModelId = finding.SourceModelId,
            ModelName = finding.ModelName,
            VersionId = finding.VersionId,
            VersionName = finding.VersionName,
            BaseModel = finding.BaseModel,
            Update = OfferDocument.Of(finding.Update),
            EarlyAccess = OfferDocument.Of(finding.EarlyAccess),
            Replacement = OfferDocument.Of(finding.Replacement),
            Reason = finding.Reason,
            CheckedAt = UnixTime.Of(row.CheckedAt),
        };
    }
}

/// <summary>A version that could take the place of a file; times are seconds since 1970.</summary>
internal sealed record OfferDocument(
    string Reference,
    int VersionId,
    string? VersionName,
    string? FileName,
    long? SizeBytes,
    string? Sha256,
    double? PublishedAt,
    double? EarlyAccessEnds
)
{
    public static OfferDocument? Of(OfferedUpdate? offer) =>
        offer is null
            ? null
            : new(
                offer.Reference,
                offer.VersionId,
                offer.VersionName,
                offer.FileName,
                offer.SizeBytes,
                offer.Sha256,
                UnixTime.Of(offer.PublishedAt?.UtcDateTime),
                UnixTime.Of(offer.EarlyAccessEnds?.UtcDateTime)
            );
}

/// <summary>What was found of one model, and what is wanted of its updates.</summary>
/// <param name="ModelId">The library's id.</param>
/// <param name="Found">Absent when it was not looked at.</param>
/// <param name="Wishes">What is wanted.</param>
internal sealed record ModelUpdateDocument(string ModelId, FoundUpdateDocument? Found, ChoiceDocument Wishes)
{
    public static ModelUpdateDocument Of(string id, ModelUpdateRow? row, ModelChoice choice) =>
        new(
            id,
            row is null ? null : FoundUpdateDocument.Of(row),
            new ChoiceDocument(choice.Ignored, choice.IgnoredVersions, choice.Pinned, choice.Newest)
        );
}

/// <summary>What is wanted of the updates of a model.</summary>
/// <param name="Ignored">Nothing is told of them.</param>
/// <param name="IgnoredVersions">Versions that are never offered.</param>
/// <param name="Pinned">Versions whose files stay what they are.</param>
/// <param name="Newest">How many of the newest versions stay in place.</param>
internal sealed record ChoiceDocument(
    bool Ignored,
    IReadOnlyList<int> IgnoredVersions,
    IReadOnlyList<int> Pinned,
    int? Newest
);
