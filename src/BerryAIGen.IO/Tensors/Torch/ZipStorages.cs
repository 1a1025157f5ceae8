using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Archives.Zip;

namespace BerryAIGen.IO.Tensors.Torch;

/// <summary>The storages of a zip: read where they lie when they are stored, unpacked into a file of their own when not.</summary>
internal sealed class ZipStorages(
    ZipArchiveReader archive,
    Stream file,
    IReadOnlyDictionary<string, ArchiveEntry> entries,
    string folder,
    bool isBigEndian
) : IDisposable
{
    private const long LargestUnpacked = 64L << 30;
    private readonly Dictionary<string, StorageBytes> _known = new(StringComparer.Ordinal);
    private readonly List<Stream> _copies = [];

    internal StorageBytes? Find(StorageId id)
    {
        if (_known.TryGetValue(id.Key, out var known))
        {
            return known;
        }

        if (!entries.TryGetValue(folder + id.Key, out var entry))
        {
            return null;
        }

        return _known[id.Key] = archive.FindStored(entry) is { } stored
            ? new StorageBytes(file, stored.Start, stored.Length, isBigEndian)
            : Unpack(entry);
    }

    public void Dispose()
    {
        foreach (var copy in _copies)
        {
            copy.Dispose();
        }
    }

    private StorageBytes Unpack(ArchiveEntry entry)
    {
        using var packed = archive.Open(entry);
        var copy = NestedCopy.Make(packed, entry.Name, LargestUnpacked);
        _copies.Add(copy);
        return new StorageBytes(copy, 0, copy.Length, isBigEndian);
    }
}
