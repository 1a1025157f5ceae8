using System.Text.Json;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Versions.Checking;
using BerryAIGen.Library.Versions.Choices;

namespace BerryAIGen.Cli.Output;

/// <summary>What a check for updates found.</summary>
/// <param name="Files">One per model.</param>
/// <param name="Counts">How many of each state.</param>
internal sealed record UpdatesDocument(IReadOnlyList<UpdateRow> Files, IReadOnlyDictionary<string, int> Counts)
{
    public static UpdatesDocument From(IReadOnlyList<UpdateFinding> findings) =>
        new(
            [.. findings.Select(UpdateRow.From)],
            findings.GroupBy(one => UpdateRow.Word(one.State)).ToDictionary(group => group.Key, group => group.Count())
        );
}

internal sealed record UpdateRow
{
    public required string Path { get; init; }

    public required string State { get; init; }

    /// <summary>unknown, same, changed or gone.</summary>
    public required string Upstream { get; init; }

    public DateTimeOffset? GoneSince { get; init; }

    public int? ModelId { get; init; }

    public string? ModelName { get; init; }

    public int? VersionId { get; init; }

    public string? VersionName { get; init; }

    public string? BaseModel { get; init; }

    public OfferRow? Update { get; init; }

    public OfferRow? EarlyAccess { get; init; }

    public OfferRow? Replacement { get; init; }

    public string? Reason { get; init; }

    public ErrorBody? Error { get; init; }

    public static UpdateRow From(UpdateFinding finding) =>
        new()
        {
            Path = finding.Path,
            State = Word(finding.State),
            Upstream = Word(finding.Upstream),
            GoneSince = finding.GoneSince,
            ModelId = finding.ModelId,
            ModelName = finding.ModelName,
            VersionId = finding.VersionId,
            VersionName = finding.VersionName,
            BaseModel = finding.BaseModel,
            Update = OfferRow.From(finding.Update),
            EarlyAccess = OfferRow.From(finding.EarlyAccess),
            Replacement = OfferRow.From(finding.Replacement),
            Reason = finding.Reason,
            Error = finding.Failure is { } failure ? ErrorDocument.From(failure).Error : null,
        };

    public static string Word(Enum word) => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());
}

internal sealed record OfferRow(
    string Reference,
    int VersionId,
    string? VersionName,
    int FileId,
    string? File,
    long? Size,
    string? Sha256,
    DateTimeOffset? PublishedAt,
    DateTimeOffset? EarlyAccessEnds
)
{
    public static OfferRow? From(OfferedUpdate? offer) =>
        offer is null
            ? null
            : new(
                offer.Reference,
                offer.VersionId,
                offer.VersionName,
                offer.FileId,
                offer.FileName,
                offer.SizeBytes,
                offer.Sha256,
                offer.PublishedAt,
                offer.EarlyAccessEnds
            );
}

/// <summary>What is wanted of the updates of a model.</summary>
internal sealed record UpdateChoiceDocument(
    string Path,
    bool Ignored,
    IReadOnlyList<int> IgnoredVersions,
    IReadOnlyList<int> Pinned,
    int? Newest
)
{
    public static UpdateChoiceDocument From(string path, ModelChoice choice) =>
        new(path, choice.Ignored, choice.IgnoredVersions, choice.Pinned, choice.Newest);
}
