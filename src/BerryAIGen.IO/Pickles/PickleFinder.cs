using BerryAIGen.IO.Archives;

namespace BerryAIGen.IO.Pickles;

/// <summary>
/// Finds every pickle in a file by its content: bare ones, several after another, inside numpy files, archives and the
/// byte strings of other pickles. A name never makes a file less suspect; it only says that there ought to be a pickle.
/// </summary>
public static class PickleFinder
{
    /// <summary>Looks through a file; nothing in it is run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What it is called, or is to be called.</param>
    /// <param name="cancellationToken">Ends the looking early.</param>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static PickleFindings Find(string path, string name, CancellationToken cancellationToken)
    {
        var scan = new PickleContentScan(cancellationToken);
        using var file = Open(path);
        if (file.Length == 0)
        {
            scan.Findings.AddError($"{name} is empty.");
            return scan.Findings;
        }

        scan.ScanContent(file, () => Open(path), name);
        scan.TryScanArchive(() => ArchiveReader.TryOpen(path), name);
        return scan.Findings;
    }

    /// <summary>The same for bytes in memory.</summary>
    public static PickleFindings Find(byte[] content, string name, CancellationToken cancellationToken)
    {
        var scan = new PickleContentScan(cancellationToken);
        scan.ScanContent(PickleContentScan.InMemory(content), () => PickleContentScan.InMemory(content), name);
        scan.TryScanArchive(() => ArchiveReader.TryOpen(PickleContentScan.InMemory(content)), name);
        return scan.Findings;
    }

    private static FileStream Open(string path)
    {
        RegularFile.Require(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
    }
}
