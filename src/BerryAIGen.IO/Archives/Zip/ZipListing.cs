namespace BerryAIGen.IO.Archives.Zip;

/// <summary>Everything that any reader of a zip would take for an entry, and in what its parts contradict each other.</summary>
internal sealed class ZipListing(Stream file, ArchiveLimits limits)
{
    private readonly ZipEntries _entries = new(file, limits);
    private readonly List<string> _findings = [];
    private readonly List<(long Start, long End)> _covered = [];

    internal IReadOnlyList<ArchiveEntry> Entries => _entries.Entries;

    internal IReadOnlyList<ZipPlace?> Places => _entries.Places;

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
            _entries.Add(header, _entries.PlaceOf(position, header, header), isHidden: true, []);
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
            _entries.CheckCount(headers.Count);
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
            _entries.Add(central, null, isHidden, ["There is no entry where the directory says."]);
            return;
        }

        var place = _entries.PlaceOf(position, central, local);
        _covered.Add((position, place.End));
        var findings = ZipContradictions.Between(central, local);
        _entries.Add(central, place, isHidden, findings);
        // Whoever reads from the front sees the entry as its own header tells it.
        if (findings.Count > 0)
        {
            _entries.Add(local, _entries.PlaceOf(position, local, local), isHidden: true, findings);
        }
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
        if (Entries.Where(entry => !entry.IsHidden).GroupBy(entry => entry.Name).Any(group => group.Count() > 1))
        {
            _findings.Add("Several entries have the same name.");
        }
    }
}
