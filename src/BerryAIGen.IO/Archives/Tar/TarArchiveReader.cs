using System.Globalization;
using System.Text;
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
    private string? _nextName;
    private long? _nextSize;

    internal TarArchiveReader(Stream file, UnpackBudget budget, int depth)
        : base(Container.Tar, budget, depth)
    {
        _file = file;
        ReadHeaders();
        Entries = _entries;
        Findings = _findings;
    }

    protected override void Dispose(bool disposing) => _file.Dispose();

    private protected override ArchiveEntryStream OpenFile(ArchiveEntry entry, EntryLedger ledger)
    {
        var (start, length) = _places[entry.Index];
        return new ArchiveEntryStream(
            new WindowStream(_file, start, length),
            ledger,
            entry.Name,
            entry.SizeBytes,
            crc: null
        );
    }

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
        var size = header.Type is 'x' or 'g' or 'L' or 'K' ? header.SizeBytes : _nextSize ?? header.SizeBytes;
        var there = Math.Min(size, _file.Length - start);
        switch (header.Type)
        {
            case 'L':
                _nextName = TarHeader.Text(Extension(start, there));
                break;
            case 'x':
                ReadPax(Extension(start, there));
                break;
            // A long link name, and what holds for all entries: neither changes what is read.
            case 'K' or 'g':
                break;
            default:
                Add(header, start, size, there);
                (_nextName, _nextSize) = (null, null);
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

        var name = _nextName ?? header.Name;
        _entries.Add(
            new ArchiveEntry
            {
                Index = _places.Count,
                Name = name,
                Kind = header.Type switch
                {
                    '\0' or '0' or '7' => name.EndsWith('/') && size == 0
                        ? ArchiveEntryKind.Folder
                        : ArchiveEntryKind.File,
                    '1' or '2' => ArchiveEntryKind.Link,
                    '5' => ArchiveEntryKind.Folder,
                    _ => ArchiveEntryKind.Other,
                },
                SizeBytes = size,
                CompressedBytes = there,
                Findings = there < size ? ["The archive ends before it does."] : [],
            }
        );
        _places.Add((start, there));
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

    /// <summary>Lines of "length key=value", the length in decimal and counting itself.</summary>
    private void ReadPax(ReadOnlySpan<byte> lines)
    {
        while (lines.IndexOf((byte)' ') is var blank and > 0)
        {
            if (
                !int.TryParse(lines[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= blank + 1
                || length > lines.Length
            )
            {
                _findings.Add("A pax header of the archive is corrupt.");
                return;
            }

            var line = lines[(blank + 1)..length].TrimEnd((byte)'\n');
            lines = lines[length..];
            if (line.StartsWith("path="u8))
            {
                _nextName = Encoding.UTF8.GetString(line[5..]);
            }
            else if (
                line.StartsWith("size="u8)
                && long.TryParse(line[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            )
            {
                _nextSize = size;
            }
        }
    }
}
