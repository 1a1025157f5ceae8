using System.IO.Compression;
using BerryAIGen.IO.Archives.SevenZip;
using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Archives.Zip;

/// <summary>
/// A forgiving reader of zip archives: where programs would disagree about an archive, it shows what each of them would
/// see. What System.IO.Compression refuses or hides is exactly what a scan must look at.
/// </summary>
internal sealed class ZipArchiveReader : ArchiveReader
{
    private const int Stored = 0;
    private const int Deflated = 8;
    private const int Aes = 99;

    // APPNOTE.TXT 4.4.5; what 7-Zip reads of it besides those that are read here.
    private static readonly Dictionary<int, string> Rare = new()
    {
        [9] = "Deflate64",
        [12] = "bzip2",
        [14] = "LZMA",
        [93] = "zstd",
        [95] = "xz",
        [98] = "PPMd",
    };

    private readonly Stream _file;
    private readonly IReadOnlyList<ZipPlace?> _places;
    private readonly SevenZipEntries _rare;

    internal ZipArchiveReader(Stream file, string? path, UnpackBudget budget, int depth)
        : base(Container.Zip, budget, depth)
    {
        _file = file;
        _rare = new SevenZipEntries(file, path, "zip");
        var listing = new ZipListing(file, budget.Limits);
        listing.Read();
        Entries = listing.Entries;
        Findings = listing.Findings;
        _places = listing.Places;
    }

    /// <summary>Where the bytes of an entry lie that is stored as it is; null for one that has to be unpacked.</summary>
    internal (long Start, long Length)? FindStored(ArchiveEntry entry) =>
        _places[entry.Index] is { Method: Stored } place && !entry.IsMarkedEncrypted
            ? (place.DataStart, place.PackedBytes)
            : null;

    protected override void Dispose(bool disposing)
    {
        _rare.Dispose();
        _file.Dispose();
    }

    private protected override ArchiveEntryStream OpenFile(ArchiveEntry entry, EntryLedger ledger)
    {
        var place =
            _places[entry.Index]
            ?? throw new ArchiveException(
                "Corrupt",
                $"The entry '{entry.Name}' has no bytes where the archive says they are."
            );
        var packed = new WindowStream(_file, place.DataStart, place.PackedBytes);
        Stream bytes = place.Method switch
        {
            Stored => packed,
            Deflated => new DeflateStream(packed, CompressionMode.Decompress),
            Aes => throw new ArchiveException("Encrypted", $"The entry '{entry.Name}' is encrypted."),
            var method when Rare.TryGetValue(method, out var rare) => _rare.Open(
                $"The entry '{entry.Name}' is packed by {rare}",
                entry,
                Entries,
                Budget.Limits
            ),
            var method => throw new ArchiveException(
                "UnsupportedMethod",
                $"The entry '{entry.Name}' is packed by method {method}, which nobody here can unpack."
            ),
        };
        return new ArchiveEntryStream(bytes, ledger, entry.Name, place.SizeBytes, place.Crc)
        {
            IsMarkedEncrypted = entry.IsMarkedEncrypted,
        };
    }
}
