using BerryAIGen.IO.Archives.SevenZip;
using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Archives.Tar;

/// <summary>A tar archive: v7, ustar, GNU (long names) and pax. Only the headers are read, the bytes are passed over.</summary>
internal sealed class TarArchiveReader : ArchiveReader
{
    // A name longer than this is no name, and pax headers hold little else.
    private const int LongestExtension = 1 << 20;

    // Two empty blocks end an archive and programs pad it with more; so many mean that nothing follows.
    private const int MostEmptyBlocks = 256;
    private readonly Stream _file;
    private readonly List<ArchiveEntry> _entries = [];
    private readonly List<(long Start, long Length)> _places = [];
    private readonly List<string> _findings = [];
    private readonly Dictionary<int, bool> _sparse = [];
    private readonly SevenZipEntries _rare;
    private TarExtension _next = new();

    internal TarArchiveReader(Stream file, string? path, UnpackBudget budget, int depth)
        : base(Container.Tar, budget, depth)
    {
        _file = file;
        _rare = new SevenZipEntries(file, path, "tar");
        ReadHeaders();
        Entries = _entries;
        Findings = _findings;
    }

    protected override void Dispose(bool disposing)
    {
        _rare.Dispose();
        _file.Dispose();
    }

    private protected override ArchiveEntryStream OpenFile(ArchiveEntry entry, EntryLedger ledger)
    {
        var (start, length) = _places[entry.Index];
        return new ArchiveEntryStream(
            _sparse.TryGetValue(entry.Index, out var isPax)
                ? OpenSparse(entry, isPax)
                : new WindowStream(_file, start, length),
            ledger,
            entry.Name,
            entry.SizeBytes,
            crc: null
        );
    }

    private Stream OpenSparse(ArchiveEntry entry, bool isPax) =>
        isPax
            ? throw new ArchiveException(
                "UnsupportedMethod",
                $"The entry '{entry.Name}' is a sparse file of the pax form, which nobody here can unpack."
            )
            : _rare.Open($"The entry '{entry.Name}' is a sparse file", entry, Entries, Budget.Limits);

    private void ReadHeaders()
    {
        Span<byte> block = stackalloc byte[TarHeader.BlockBytes];
        var empty = 0;
        for (long position = 0; position <= _file.Length - TarHeader.BlockBytes && empty < MostEmptyBlocks; )
        {
            _file.Position = position;
            _file.ReadExactly(block);
            if (!block.ContainsAnyExcept((byte)0))
            {
                // Programs may be told to read on behind the end, so reading goes on here.
                position += TarHeader.BlockBytes;
                empty++;
                continue;
            }

            empty = 0;
            if (TarHeader.Read(block) is not { } header)
            {
                _findings.Add($"At byte {position} stands no header of an entry; what follows was not read.");
                return;
            }

            position = Take(header, position + TarHeader.BlockBytes);
        }
    }

    /// <summary>Where the next header is.</summary>
    private long Take(TarHeader header, long start)
    {
        var size = header.Type is 'x' or 'g' or 'L' or 'K' ? header.SizeBytes : _next.SizeBytes ?? header.SizeBytes;
        var there = Math.Min(size, _file.Length - start);
        switch (header.Type)
        {
            case 'L':
                _next.Name = TarHeader.Text(Extension(start, there));
                break;
            case 'x':
                if (!_next.TryReadPax(Extension(start, there)))
                {
                    _findings.Add("A pax header of the archive is corrupt.");
                }

                break;
            // A long link name, and what holds for all entries: neither changes what is read.
            case 'K' or 'g':
                break;
            default:
                start = SkipPieces(header, start);
                Add(header, start, size, Math.Min(size, _file.Length - start));
                _next = new TarExtension();
                break;
        }

        var next = size > _file.Length - start ? _file.Length : start + size;
        return (next + TarHeader.BlockBytes - 1) / TarHeader.BlockBytes * TarHeader.BlockBytes;
    }

    private void Add(TarHeader header, long start, long size, long there)
    {
        if (_entries.Count >= Budget.Limits.MaxEntries)
        {
            throw new ArchiveException(
                "TooManyEntries",
                $"The archive has more than the {Budget.Limits.MaxEntries} entries allowed."
            );
        }

        var name = _next.Name ?? header.Name;
        var realSize = header.RealSizeBytes ?? _next.RealSizeBytes;
        if (realSize is not null)
        {
            _sparse[_places.Count] = header.RealSizeBytes is null;
        }

        _entries.Add(
            new ArchiveEntry
            {
                Index = _places.Count,
                Name = name,
                Kind = header.Type switch
                {
                    '\0' or '0' or '7' or 'S' => name.EndsWith('/') && size == 0
                        ? ArchiveEntryKind.Folder
                        : ArchiveEntryKind.File,
                    '1' or '2' => ArchiveEntryKind.Link,
                    '5' => ArchiveEntryKind.Folder,
                    _ => ArchiveEntryKind.Other,
                },
                SizeBytes = realSize ?? size,
                CompressedBytes = there,
                Findings = there < size ? ["The archive ends before it does."] : [],
            }
        );
        _places.Add((start, there));
    }

    /// <summary>Where the bytes of a sparse file begin, behind the list of its pieces.</summary>
    private long SkipPieces(TarHeader header, long start)
    {
        Span<byte> block = stackalloc byte[TarHeader.BlockBytes];
        for (var isContinued = header.IsContinued; isContinued && start <= _file.Length - block.Length; )
        {
            _file.Position = start;
            _file.ReadExactly(block);
            isContinued = TarHeader.IsContinuedFurther(block);
            start += block.Length;
        }

        return start;
    }

    private byte[] Extension(long start, long length)
    {
        if (length > LongestExtension)
        {
            throw new ArchiveException(
                "Corrupt",
                $"A header of the archive has {length} bytes; no name is that long, so it is corrupt or forged."
            );
        }

        var bytes = new byte[length];
        _file.Position = start;
        _file.ReadExactly(bytes);
        return bytes;
    }
}
