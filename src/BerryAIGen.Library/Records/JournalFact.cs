using System.Collections.Frozen;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Records;

/// <summary>One line of a root's journal: something that happened to one file. Paths are relative to the root, with <c>/</c>.</summary>
internal sealed record JournalFact
{
    /// <summary>The form of the line; a reader leaves lines of later forms alone.</summary>
    public const int CurrentForm = 1;

    [JsonPropertyName("v")]
    public int Form { get; init; } = CurrentForm;

    public DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="FactWords"/>; a line with another one is left alone like one of a later form.</summary>
    public required string Fact { get; init; }

    public required string Path { get; init; }

    /// <summary>Where it was before; for moved.</summary>
    public string? From { get; init; }

    public long? Size { get; init; }

    /// <summary>When the file itself was last written.</summary>
    public DateTimeOffset? Modified { get; init; }

    public ulong? Inode { get; init; }

    public RecordedHashes? Hashes { get; init; }

    public FileOrigin? Origin { get; init; }

    /// <summary>What a check found, in the words of the checks.</summary>
    public string? Result { get; init; }

    /// <summary>Why: what a person gave for a quarantine, what a check saw.</summary>
    public string? Reason { get; init; }

    /// <summary>The item of the trash or of the quarantine.</summary>
    public string? Item { get; init; }

    /// <summary>Where the file system of a folder begins; for a folder that lies on another one than its root.</summary>
    public string? Mount { get; init; }

    /// <summary>The rest of what is known; for known.</summary>
    public KnownState? State { get; init; }

    /// <summary>
    /// Whether it tells of files below the root by hashes that are hashes. A root may come from anywhere, and both become
    /// paths that are written to.
    /// </summary>
    [JsonIgnore]
    public bool IsSound =>
        RecordPaths.StaysBelow(Path)
        && (From is null || RecordPaths.StaysBelow(From))
        && (Hashes?.Sha256 is not { } sha256 || (sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit)));

    [JsonIgnore]
    public FileStamp? Stamp => Size is { } size && Modified is { } modified ? new(size, modified, Inode) : null;

    public static JournalFact Of(string word, string path, FileStamp? stamp = null) =>
        new()
        {
            Fact = word,
            Path = path,
            Size = stamp?.SizeBytes,
            Modified = stamp?.Modified,
            Inode = stamp?.Inode,
        };
}

/// <summary>Where a file came from, enough to fetch the same one again; null members do not apply.</summary>
public sealed record FileOrigin
{
    /// <summary>The source's name.</summary>
    public required string Source { get; init; }

    /// <summary>The address, secrets masked.</summary>
    public string? Url { get; init; }

    public int? ModelId { get; init; }

    public int? VersionId { get; init; }

    public int? FileId { get; init; }
}

/// <summary>What can happen to a file.</summary>
internal static class FactWords
{
    public const string Recorded = "recorded";
    public const string Indexed = "indexed";
    public const string Hashed = "hashed";
    public const string Changed = "changed";
    public const string Moved = "moved";
    public const string Missing = "missing";
    public const string Returned = "returned";
    public const string Verified = "verified";
    public const string Accepted = "accepted";
    public const string Repaired = "repaired";
    public const string Linked = "linked";
    public const string Trashed = "trashed";
    public const string Quarantined = "quarantined";
    public const string Restored = "restored";
    public const string Emptied = "emptied";

    /// <summary>Another version took its place; it waits in the versions.</summary>
    public const string Superseded = "superseded";

    /// <summary>It took the place of what is named as where it was before; says nothing of the file itself.</summary>
    public const string Updated = "updated";

    /// <summary>It has its place again, taken back from what is named as where it was before.</summary>
    public const string RolledBack = "rolled_back";

    public const string Place = "place";

    /// <summary>Everything that lines of before said of a file; those are gone.</summary>
    public const string Known = "known";

    private static readonly FrozenSet<string> All =
    [
        Recorded,
        Indexed,
        Hashed,
        Changed,
        Moved,
        Missing,
        Returned,
        Verified,
        Accepted,
        Repaired,
        Linked,
        Trashed,
        Quarantined,
        Restored,
        Emptied,
        Superseded,
        Updated,
        RolledBack,
        Place,
        Known,
    ];

    public static bool Contains(string word) => All.Contains(word);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(JournalFact))]
internal sealed partial class JournalJson : JsonSerializerContext;
