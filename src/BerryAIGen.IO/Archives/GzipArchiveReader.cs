using System.Buffers.Binary;
using System.IO.Compression;
using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Archives;

/// <summary>A gzip file as an archive of one entry, named like the file without its ending.</summary>
internal sealed class GzipArchiveReader : ArchiveReader
{
    private readonly Stream _file;

    internal GzipArchiveReader(Stream file, string? path, UnpackBudget budget, int depth)
        : base(Container.Gzip, budget, depth)
    {
        _file = file;
        Entries =
        [
            new ArchiveEntry
            {
                Name = NameOf(path),
                Kind = ArchiveEntryKind.File,
                CompressedBytes = file.Length,
            },
        ];
    }

    protected override void Dispose(bool disposing) => _file.Dispose();

    private protected override ArchiveEntryStream OpenFile(ArchiveEntry entry, EntryLedger ledger) =>
        new(
            new GZipStream(new WindowStream(_file, 0, _file.Length), CompressionMode.Decompress),
            ledger,
            entry.Name,
            size: null,
            ReadChecksum()
        );

    // The platform does not notice a missing end. Of a file of several parts this is the last one's, which then tells
    // that the whole is not what one part promises.
    private uint ReadChecksum()
    {
        Span<byte> trailer = stackalloc byte[8];
        _file.Position = Math.Max(0, _file.Length - trailer.Length);
        _file.ReadAtLeast(trailer, trailer.Length, throwOnEndOfStream: false);
        return BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }

    // The name inside is another claim, and nothing needs it.
    private static string NameOf(string? path)
    {
        var name = Path.GetFileName(path) ?? "";
        return name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase) ? $"{name[..^4]}.tar"
            : name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && name.Length > 3 ? name[..^3]
            : "content";
    }
}
