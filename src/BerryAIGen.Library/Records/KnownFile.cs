using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Records;

/// <summary>Where a known file is.</summary>
internal enum FilePresence
{
    Present,
    Missing,
    Trashed,
    Quarantined,
    Superseded,
}

/// <summary>What the journal says of one file, all lines taken together.</summary>
internal sealed record KnownFile
{
    /// <summary>Relative to the root, with <c>/</c>.</summary>
    public required string Path { get; init; }

    public FilePresence Presence { get; init; }

    /// <summary>How it looked when it was last seen.</summary>
    public FileStamp? Stamp { get; init; }

    /// <summary>What it should be.</summary>
    public RecordedHashes? Hashes { get; init; }

    /// <summary>How it looked when its bytes were last known to have these hashes.</summary>
    public FileStamp? HashedStamp { get; init; }

    /// <summary>How long it should be.</summary>
    public long? RecordedSizeBytes { get; init; }

    public FileOrigin? Origin { get; init; }

    /// <summary>The last check's word.</summary>
    public string? LastResult { get; init; }

    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>Whether the hashes are those of the bytes as they are now, as far as size, time and number tell.</summary>
    public bool HasCurrentHashes(FileStamp now) =>
        Hashes?.Sha256 is not null && HashedStamp == now && LastResult is (null or CheckWords.Ok);
}
