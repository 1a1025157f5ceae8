using System.Globalization;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Layouts;

namespace BerryAIGen.Library.Records;

/// <summary>
/// The files of some places by any of their recorded hashes, as people and programs write them: SHA-256 and BLAKE3 whole, A1111's
/// short ones, AutoV2 and AutoV3 as beginnings.
/// </summary>
internal sealed class HashedFiles
{
    private readonly ILookup<string, HashedFile> _byHash;
    private readonly Dictionary<string, HashedFile> _byPath = new(StringComparer.Ordinal);

    private HashedFiles(IReadOnlyList<HashedFile> files)
    {
        _byHash = files
            .SelectMany(file => Forms(file.Hashes).Distinct().Select(hash => (Hash: hash, File: file)))
            .ToLookup(row => row.Hash, row => row.File, StringComparer.Ordinal);
        foreach (var file in files)
            _byPath[file.Path] = file;
    }

    /// <summary>Everything that the journals of these places know.</summary>
    public static HashedFiles Read(IEnumerable<LayoutRoot> roots, RootRecordCache records, TimeProvider time) =>
        new([
            .. roots
                .Select(root => root.ModelsFolder)
                .Distinct(StringComparer.Ordinal)
                .SelectMany(folder => ReadRecord(folder, records, time)),
        ]);

    /// <summary>The files with that hash that are there and look as they did when they were hashed.</summary>
    /// <param name="hash">8, 10, 12 or 64 digits in lower case.</param>
    public IEnumerable<HashedFile> Find(string hash) => _byHash[hash].Where(file => file.IsAsHashed);

    /// <summary>The files that came from a source, that are there and look as they did when they were hashed.</summary>
    public IEnumerable<HashedFile> FromSource(string source) =>
        _byPath.Values.Where(file => file.Origin?.Source == source && file.IsAsHashed);

    /// <summary>What is recorded of a file; null for nothing.</summary>
    public RecordedHashes? HashesOf(string path) =>
        _byPath.TryGetValue(path, out var file) && file.IsAsHashed ? file.Hashes : null;

    /// <summary>Whether a file is known to have other bytes than those of the hash; false where nobody knows.</summary>
    public bool IsOther(string path, string hash) => HashesOf(path) is { } known && AreOther(known, hash);

    /// <summary>Whether bytes of these hashes surely have another one than that.</summary>
    public static bool AreOther(RecordedHashes known, string hash) =>
        !Forms(known).Contains(hash) && Forms(known).Any(form => form.Length == hash.Length);

    private static IReadOnlyList<HashedFile> ReadRecord(string folder, RootRecordCache records, TimeProvider time)
    {
        try
        {
            return RecordRoot.FindFor(folder, time) is { } root
                ?
                [
                    .. records
                        .Read(root)
                        .Files.Values.Where(file => file is { Presence: FilePresence.Present, Hashes: not null })
                        .Select(file => new HashedFile(root.FullPath(file.Path), file.Hashes!)
                        {
                            Stamp = file.HashedStamp,
                            Origin = file.Origin,
                        }),
                ]
                : [];
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return []; // Then nothing is known by hash; names still tell.
        }
    }

    /// <summary>Every way in which people and programs write these hashes.</summary>
    public static IEnumerable<string> Forms(RecordedHashes hashes)
    {
        string?[] forms =
        [
            hashes.Sha256,
            hashes.Blake3,
            hashes.TensorSha256,
            hashes.Autov1,
            hashes.Crc32,
            hashes.Crc32 is { } crc ? Reversed(crc) : null,
            Start(hashes.Sha256, 10),
            // Programs take twelve digits of one or the other.
            Start(hashes.Sha256, 12),
            Start(hashes.TensorSha256, 12),
        ];
        return forms.OfType<string>();
    }

    private static string? Start(string? hash, int digits) => hash?.Length >= digits ? hash[..digits] : null;

    // Civitai writes the bytes of a CRC-32 the other way round.
    private static string? Reversed(string crc) =>
        uint.TryParse(crc, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number)
            ? System
                .Buffers.Binary.BinaryPrimitives.ReverseEndianness(number)
                .ToString("x8", CultureInfo.InvariantCulture)
            : null;
}

/// <summary>A file whose hashes are recorded.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Hashes">What was computed of it.</param>
internal sealed record HashedFile(string Path, RecordedHashes Hashes)
{
    /// <summary>How it looked then; null where nobody noted it.</summary>
    public FileStamp? Stamp { get; init; }

    /// <summary>Where it was downloaded from; null where nobody noted it.</summary>
    public FileOrigin? Origin { get; init; }

    /// <summary>Whether it is there and looks as it did when it was hashed.</summary>
    public bool IsAsHashed => File.Exists(Path) && (Stamp is null || FileStat.Find(Path)?.Stamp == Stamp);
}
