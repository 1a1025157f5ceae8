using BerryAIGen.IO.Archives.SevenZip;
using BerryAIGen.IO.Archives.Tar;
using BerryAIGen.IO.Archives.Zip;
using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Archives;

/// <summary>
/// Looks into an archive that may be hostile: names and sizes are claims, no name is ever used as a path, and what is
/// unpacked is limited. One entry is read at a time; not safe for several threads.
/// </summary>
public abstract class ArchiveReader : IDisposable
{
    private readonly Dictionary<int, EntryLedger> _ledgers = [];

    private protected ArchiveReader(Container container, UnpackBudget budget, int depth) =>
        (Container, Budget, Depth) = (container, budget, depth);

    /// <summary>Zip, Tar, Gzip or SevenZip.</summary>
    public Container Container { get; }

    /// <summary>All entries, hidden ones last; names may repeat.</summary>
    public IReadOnlyList<ArchiveEntry> Entries { get; private protected set; } = [];

    /// <summary>What is odd about the archive as a whole, one sentence each; honest archives have nothing here.</summary>
    public IReadOnlyList<string> Findings { get; private protected set; } = [];

    /// <summary>How many archives lie around this one.</summary>
    public int Depth { get; }

    private protected UnpackBudget Budget { get; }

    /// <summary>Opens a file; null when it is no archive.</summary>
    /// <exception cref="ArchiveException">It is an archive, but one that cannot be read.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static ArchiveReader? TryOpen(string path, ArchiveLimits? limits = null)
    {
        RegularFile.Require(path);
        var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0,
            FileOptions.RandomAccess
        );
        return OpenOwned(file, path, new UnpackBudget(limits ?? ArchiveLimits.Default, file.Length), 0);
    }

    /// <summary>Opens what stands in a seekable stream, which this reader disposes; null (and disposed) when it is no archive.</summary>
    /// <exception cref="ArchiveException">It is an archive, but one that cannot be read; 7z needs a file of its own.</exception>
    public static ArchiveReader? TryOpen(Stream stream, ArchiveLimits? limits = null) =>
        OpenOwned(stream, null, new UnpackBudget(limits ?? ArchiveLimits.Default, stream.Length), 0);

    /// <summary>The unpacked bytes of an entry; of a link as well, since some programs ignore that mark.</summary>
    /// <exception cref="ArchiveException">Nobody can unpack this entry.</exception>
    public ArchiveEntryStream Open(ArchiveEntry entry)
    {
        if (!_ledgers.TryGetValue(entry.Index, out var ledger))
        {
            _ledgers[entry.Index] = ledger = new EntryLedger(Budget);
        }

        return OpenFile(entry, ledger);
    }

    /// <summary>Opens an entry that may be an archive itself; null when it is none. It shares this one's limits.</summary>
    /// <exception cref="ArchiveException">It lies too deep, is too large, or cannot be read.</exception>
    public ArchiveReader? TryOpenNested(ArchiveEntry entry)
    {
        if (Depth >= Budget.Limits.MaxDepth)
        {
            throw new ArchiveException(
                "TooDeep",
                $"The archive '{entry.Name}' lies {Depth + 1} archives deep; no more than {Budget.Limits.MaxDepth} are opened."
            );
        }

        using var stream = Open(entry);
        var copy = NestedCopy.Make(stream, entry.Name, Budget.Limits.MaxNestedBytes);
        return OpenOwned(copy, (copy as FileStream)?.Name, Budget, Depth + 1);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    private protected abstract ArchiveEntryStream OpenFile(ArchiveEntry entry, EntryLedger ledger);

    private static ArchiveReader? OpenOwned(Stream file, string? path, UnpackBudget budget, int depth)
    {
        ArchiveReader? archive = null;
        try
        {
            archive = OpenKnown(file, path, budget, depth);
            return archive;
        }
        catch (EndOfStreamException exception)
        {
            throw new ArchiveException("Truncated", "The archive is cut off.", exception);
        }
        finally
        {
            if (archive is null)
            {
                file.Dispose();
            }
        }
    }

    private static ArchiveReader? OpenKnown(Stream file, string? path, UnpackBudget budget, int depth)
    {
        Span<byte> head = stackalloc byte[ContainerDetector.HeadBytes];
        file.Position = 0;
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return ContainerDetector.Detect(head) switch
        {
            Container.Zip => new ZipArchiveReader(file, path, budget, depth),
            Container.SevenZip => new SevenZipArchiveReader(file, path, budget, depth),
            Container.Gzip => new GzipArchiveReader(file, path, budget, depth),
            Container.Tar => new TarArchiveReader(file, path, budget, depth),
            // Other bytes may stand before a zip: it is found from its end.
            _ when ZipEnd.Find(file) is not null => new ZipArchiveReader(file, path, budget, depth),
            _ => null,
        };
    }
}
