using System.Text.Json.Serialization;
using BerryAIGen.Library.Versions.Checking;

namespace BerryAIGen.Database.Versions;

/// <summary>What a check found of a model, as the database keeps it beside the words that are searched.</summary>
public sealed record KnownFinding
{
    /// <summary>The file that was looked at.</summary>
    public required string Path { get; init; }

    public int? SourceModelId { get; init; }

    public string? ModelName { get; init; }

    public int? VersionId { get; init; }

    public string? VersionName { get; init; }

    public string? BaseModel { get; init; }

    public DateTimeOffset? GoneSince { get; init; }

    public OfferedUpdate? Update { get; init; }

    public OfferedUpdate? EarlyAccess { get; init; }

    public OfferedUpdate? Replacement { get; init; }

    public string? Reason { get; init; }

    public static KnownFinding Of(UpdateFinding finding) =>
        new()
        {
            Path = finding.Path,
            SourceModelId = finding.ModelId,
            ModelName = finding.ModelName,
            VersionId = finding.VersionId,
            VersionName = finding.VersionName,
            BaseModel = finding.BaseModel,
            GoneSince = finding.GoneSince,
            Update = finding.Update,
            EarlyAccess = finding.EarlyAccess,
            Replacement = finding.Replacement,
            Reason = finding.Reason,
        };
}

/// <summary>What a check for updates looks at.</summary>
/// <param name="ModelIds">The models; empty for all that are here.</param>
/// <param name="AsksForGone">Also ask for models that were gone a few days ago.</param>
public sealed record CheckOrder(IReadOnlyList<string> ModelIds, bool AsksForGone);

/// <summary>What came of a check.</summary>
/// <param name="Checked">How many models were looked at.</param>
/// <param name="Counts">How many of each state.</param>
/// <param name="Notified">How many notifications were made.</param>
public sealed record CheckResult(int Checked, IReadOnlyDictionary<string, int> Counts, int Notified);

/// <summary>What an update brings up to date, and how.</summary>
/// <param name="ModelIds">The models, in order.</param>
/// <param name="Old"><c>store</c>, <c>keep</c> or <c>trash</c>.</param>
/// <param name="KeepsName">Whether the new file gets the name of the old one.</param>
/// <param name="TakesEarlyAccess">Also versions in early access.</param>
/// <param name="TakesChanged">Also files that changed without a new version.</param>
/// <param name="Force">Also models that a provider has loaded right now.</param>
public sealed record UpdateOrder(
    IReadOnlyList<string> ModelIds,
    string Old,
    bool KeepsName,
    bool TakesEarlyAccess,
    bool TakesChanged,
    bool Force
);

/// <summary>How far an update came, and what came of it.</summary>
/// <param name="Done">How many models were dealt with; they are in the order of the order.</param>
/// <param name="Updated">Those that have a newer version now.</param>
/// <param name="Skipped">How many had none.</param>
/// <param name="Failed">Those that could not be updated.</param>
public sealed record UpdateResult(
    int Done,
    IReadOnlyList<UpdatedModel> Updated,
    int Skipped,
    IReadOnlyList<FailedUpdate> Failed
);

/// <param name="ModelId">The model.</param>
/// <param name="Path">Where the new file is.</param>
/// <param name="UpdateId">Names the update for a rollback.</param>
public sealed record UpdatedModel(string ModelId, string Path, string? UpdateId);

/// <param name="ModelId">The model.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record FailedUpdate(string ModelId, string Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(KnownFinding))]
[JsonSerializable(typeof(CheckOrder))]
[JsonSerializable(typeof(CheckResult))]
[JsonSerializable(typeof(UpdateOrder))]
[JsonSerializable(typeof(UpdateResult))]
internal sealed partial class VersionsJson : JsonSerializerContext;
