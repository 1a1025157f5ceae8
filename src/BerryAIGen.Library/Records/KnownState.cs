using System.Text.Json.Serialization;
using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Records;

/// <summary>What only several lines together tell of a file; in the one line that takes their place.</summary>
internal sealed record KnownState
{
    [JsonConverter(typeof(JsonStringEnumConverter<FilePresence>))]
    public FilePresence Presence { get; init; }

    public long? RecordedSize { get; init; }

    public long? HashedSize { get; init; }

    public DateTimeOffset? HashedModified { get; init; }

    public ulong? HashedInode { get; init; }

    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>One line that tells all that is known of a file.</summary>
    public static JournalFact FactOf(KnownFile file) =>
        JournalFact.Of(FactWords.Known, file.Path, file.Stamp) with
        {
            Hashes = file.Hashes,
            Origin = file.Origin,
            Result = file.LastResult,
            State = new KnownState
            {
                Presence = file.Presence,
                RecordedSize = file.RecordedSizeBytes,
                HashedSize = file.HashedStamp?.SizeBytes,
                HashedModified = file.HashedStamp?.Modified,
                HashedInode = file.HashedStamp?.Inode,
                CheckedAt = file.CheckedAt,
            },
        };

    public KnownFile FileOf(JournalFact fact) =>
        new()
        {
            Path = fact.Path,
            Presence = Presence,
            Stamp = fact.Stamp,
            Hashes = fact.Hashes,
            HashedStamp =
                HashedSize is { } size && HashedModified is { } modified
                    ? new FileStamp(size, modified, HashedInode)
                    : null,
            RecordedSizeBytes = RecordedSize,
            Origin = fact.Origin,
            LastResult = fact.Result,
            CheckedAt = CheckedAt,
        };
}
