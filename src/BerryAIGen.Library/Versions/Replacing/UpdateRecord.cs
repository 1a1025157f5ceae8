using System.Text.Json.Serialization;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sharing;

namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>
/// One update of one file: written before the first rename, so that what a crash left half done is finished, and so that
/// a rollback knows what to bring back. Paths are relative to the root, those of links in other roots are not.
/// </summary>
internal sealed record UpdateRecord
{
    public int SchemaVersion { get; init; } = 1;

    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required UpdateStage Stage { get; init; }

    public required string OldPath { get; init; }

    public required string NewPath { get; init; }

    public required int ModelId { get; init; }

    public string? ModelName { get; init; }

    public int? FromVersion { get; init; }

    public string? FromName { get; init; }

    public required int ToVersion { get; init; }

    public string? ToName { get; init; }

    /// <summary>Of the new file.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The folder in which the new file waits for its place.</summary>
    public required string Staged { get; init; }

    /// <summary>The names in it that get their place, the model's own first.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>What leaves its place: the old file, and further names of it.</summary>
    public required IReadOnlyList<LeavingFile> Leaving { get; init; }

    /// <summary>The further names that the new file got instead.</summary>
    public IReadOnlyList<MadeLink> Links
    {
        get => field ?? [];
        init;
    }

    /// <summary>Whether it is about a file that another update is about as well.</summary>
    public bool IsOf(UpdateRecord other) =>
        new[] { OldPath, NewPath }.Intersect([other.OldPath, other.NewPath], StringComparer.Ordinal).Any();

    public string OldPathIn(RecordRoot root) => RecordPaths.Combine(root.Path, OldPath);

    public string NewPathIn(RecordRoot root) => RecordPaths.Combine(root.Path, NewPath);

    public string StagedIn(RecordRoot root) => RecordPaths.Combine(root.Path, Staged);
}

/// <summary>A file that leaves its place.</summary>
/// <param name="Path">Where it is; relative to the root, or full for a link in another one.</param>
/// <param name="Place">Where it goes: <c>versions</c> or <c>trash</c>.</param>
/// <param name="Item">What it is called there.</param>
internal sealed record LeavingFile(string Path, string Place, string Item)
{
    /// <summary>What the journal knew of it; another file may have its path meanwhile. Null for a link.</summary>
    public JournalFact? Known { get; init; }

    /// <summary>How the name was made; null for a file that is no link of ours.</summary>
    public LinkHow? How { get; init; }

    /// <summary>The models folder that has the link's journal.</summary>
    public string? Models { get; init; }
}

/// <summary>A further name that the new file got.</summary>
/// <param name="Target">The name.</param>
/// <param name="How">What it is.</param>
/// <param name="Size">Of the bytes when it was made.</param>
/// <param name="Changed">When the bytes were last written when it was made, in ticks of UTC.</param>
/// <param name="Item">What it is called in the versions after a rollback.</param>
internal sealed record MadeLink(string Target, LinkHow How, long? Size, long? Changed, string Item);

/// <summary>How far an update is.</summary>
internal enum UpdateStage
{
    Begun,
    Done,
    GoingBack,
    RolledBack,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(UpdateRecord))]
internal sealed partial class UpdateJson : JsonSerializerContext;
