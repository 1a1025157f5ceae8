namespace BerryAIGen.IO.Archives.Zip;

/// <summary>Everything that any reader of a zip would take for an entry, and in what its parts contradict each other.</summary>
internal sealed class ZipListing(Stream file, ArchiveLimits limits)
{
    private const int LinkMode = 0xA000;
    private const int KindMask = 0xF000;
    private readonly List<ArchiveEntry> _entries = [];
    private readonly List<ZipPlace?> _places = [];
    private readonly List<string> _findings = [];
    private readonly List<(long Start, long End)> _covered = [];

    internal IReadOnlyList<ArchiveEntry> Entries => _entries;

    internal IReadOnlyList<ZipPlace?> Places => _places;

    internal IReadOnlyList<string> Findings => _findings;

    internal void Read()
    {
        if (ZipEnd.Find(file) is { } end)
        {
            ReadDirectories(end);
            _covered.Add((end.Position, end.Position + end.Length));
        }
        else
        {
            _findings.Add("The archive has no directory at its end: it was cut off, or hides its entries.");
        }

        FindOverlaps();
        var search = new HiddenEntries(file, limits.MaxSearchBytes);
        foreach (var (position, header) in search.Find(_covered))
        {
            Add(header, PlaceOf(position, header, header), isHidden: true, []);
        }

        if (search.UnsearchedBytes > 0)
        {
            _findings.Add($"{search.UnsearchedBytes} bytes that belong to no entry were not searched.");
        }

        FindRepeats();
    }

    // Programs count the directory's place from the file's start or back from its end; who makes them differ hides one.
    private void ReadDirectories(ZipEnd end)
    {
        var byEnd = end.DirectoryEnd - end.DirectoryBytes;
        var shift = byEnd - end.DirectoryOffset;
        var count = ReadDirectory(byEnd, shift, end.DirectoryEnd, isHidden: false);
        if (shift != 0)
        {
            _findings.Add($"The directory is {Math.Abs(shift)} bytes away from where the archive says.");
            var other = ReadDirectory(end.DirectoryOffset, 0, end.DirectoryEnd, isHidden: count > 0);
            count = count == 0 ? other : count;
        }

        if ((ulong)count != end.EntryCount)
        {
            _findings.Add($"The directory lists {count} entries but the archive says {end.EntryCount}.");
        }
    }

    private int ReadDirectory(long start, long shift, long end, bool isHidden)
    {
        if (start < 0 || start >= end)
        {
            return 0;
        }

        using var directory = new BufferedStream(new WindowStream(file, start, end - start), 64 << 10);
        var headers = new List<ZipHeader>();
        while (ZipHeader.ReadCentral(directory) is { } header)
        {
            CheckCount(_entries.Count + headers.Count);
            headers.Add(header);
        }

        var length = headers.Sum(header => (long)ZipHeader.CentralBytes + header.VariableBytes);
        if (headers.Count > 0)
        {
            _covered.Add((start, start + length));
        }

        foreach (var header in headers)
        {
            AddListed(header, header.Offset > long.MaxValue / 2 ? -1 : header.Offset + shift, isHidden);
        }

        return headers.Count;
    }

    private void AddListed(ZipHeader central, long position, bool isHidden)
    {
        if (ZipHeader.ReadLocal(file, position) is not { } local)
        {
            Add(central, null, isHidden, ["There is no entry where the directory says."]);
            return;
        }

        var place = PlaceOf(position, central, local);
        _covered.Add((position, place.End));
        var findings = Contradictions(central, local);
        Add(central, place, isHidden, findings);
        // Whoever reads from the front sees the entry as its own header tells it.
        if (findings.Count > 0)
        {
            Add(local, PlaceOf(position, local, local), isHidden: true, findings);
        }
    }

    private static List<string> Contradictions(ZipHeader central, ZipHeader local)
    {
        List<string> findings = [];
        if (!central.NameBytes.AsSpan().SequenceEqual(local.NameBytes))
        {
            findings.Add($"The directory calls it '{central.Name}', its own header '{local.Name}'.");
        }

        if (central.Method != local.Method)
        {
            findings.Add($"The directory says packed by method {central.Method}, its own header {local.Method}.");
        }

        if (central.IsEncrypted != local.IsEncrypted)
        {
            findings.Add("Only one of its two headers says that it is encrypted.");
        }

        if (
            !local.HasDescriptor
            && (central.CompressedBytes, central.SizeBytes) != (local.CompressedBytes, local.SizeBytes)
        )
        {
            findings.Add("Its two headers give different sizes.");
        }

        return findings;
    }

    private ZipPlace PlaceOf(long position, ZipHeader header, ZipHeader local)
    {
        var start = local.Offset;
        // A header that leaves the size open: deflated bytes end by themselves, and stored ones at the file's end at most.
        var isOpen = header.HasDescriptor && header.CompressedBytes == 0 && ReferenceEquals(header, local);
        var packed = isOpen ? file.Length - start : Math.Min(header.CompressedBytes, file.Length - start);
        return new ZipPlace(
            position,
            start,
            packed,
            header.Method,
            isOpen ? null : header.SizeBytes,
            isOpen ? null : header.Crc
        );
    }

    private void Add(ZipHeader header, ZipPlace? place, bool isHidden, List<string> findings)
    {
        CheckCount(_entries.Count);
        var isFolder = header.Name.EndsWith('/') && header is { SizeBytes: 0, CompressedBytes: 0 };
        List<string> all = [.. findings];
        if (isHidden && findings.Count == 0)
        {
            all.Add("It is not in the directory at the archive's end.");
        }

        if (header.IsEncrypted)
        {
            all.Add("It is marked as encrypted.");
        }

        if (place is not null && header.CompressedBytes > file.Length - place.DataStart)
        {
            all.Add("The archive ends before it does.");
        }

        _entries.Add(
            new ArchiveEntry
            {
                Index = _places.Count,
                Name = header.Name,
                Kind =
                    (header.UnixMode & KindMask) == LinkMode ? ArchiveEntryKind.Link
                    : isFolder ? ArchiveEntryKind.Folder
                    : ArchiveEntryKind.File,
                SizeBytes = place is { SizeBytes: null } ? null : header.SizeBytes,
                CompressedBytes = place?.PackedBytes,
                IsMarkedEncrypted = header.IsEncrypted,
                IsHidden = isHidden,
                Findings = all,
            }
        );
        _places.Add(place);
    }

    private void FindOverlaps()
    {
        _covered.Sort();
        for (var i = 1; i < _covered.Count; i++)
        {
            if (_covered[i].Start < _covered[i - 1].End)
            {
                _findings.Add("Entries share bytes with each other, as the densest bombs do.");
                return;
            }
        }
    }

    private void FindRepeats()
    {
        if (_entries.Where(entry => !entry.IsHidden).GroupBy(entry => entry.Name).Any(group => group.Count() > 1))
        {
            _findings.Add("Several entries have the same name.");
        }
    }

    private void CheckCount(int count)
    {
        if (count >= limits.MaxEntries)
        {
            throw new ArchiveException(
                "TooManyEntries",
                $"The archive has more than the {limits.MaxEntries} entries allowed."
            );
        }
    }
}
