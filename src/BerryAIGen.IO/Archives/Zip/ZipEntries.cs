namespace BerryAIGen.IO.Archives.Zip;

/// <summary>The entries found so far and where their bytes lie, under the archive's limit of their number.</summary>
internal sealed class ZipEntries(Stream file, ArchiveLimits limits)
{
    private const int LinkMode = 0xA000;
    private const int KindMask = 0xF000;
    private readonly List<ArchiveEntry> _entries = [];
    private readonly List<ZipPlace?> _places = [];

    internal IReadOnlyList<ArchiveEntry> Entries => _entries;

    internal IReadOnlyList<ZipPlace?> Places => _places;

    internal void Add(ZipHeader header, ZipPlace? place, bool isHidden, List<string> findings)
    {
        CheckCount(0);
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

    internal ZipPlace PlaceOf(long position, ZipHeader header, ZipHeader local)
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

    /// <param name="more">That are read and not yet added.</param>
    internal void CheckCount(int more)
    {
        if (_entries.Count + more >= limits.MaxEntries)
        {
            throw new ArchiveException(
                "TooManyEntries",
                $"The archive has more than the {limits.MaxEntries} entries allowed."
            );
        }
    }
}
