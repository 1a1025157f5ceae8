using BerryAIGen.Library.Catalog;

namespace BerryAIGen.Library.Safety;

/// <summary>One file's scan, or why there is none.</summary>
public sealed record ScannedFile(string Path, ScanReport? Report, Failure? Failure)
{
    /// <summary>Whether it only lies in a folder that was asked for, and is no model and clean: enough to be counted.</summary>
    public bool IsAside { get; init; }
}

/// <summary>Scans files and everything in folders; one that cannot be read never stops the others.</summary>
public sealed class FolderScanner(FileScanner scanner)
{
    // Links may lead in circles or out of the folder, and what they lead to is scanned where it lies.
    private static readonly EnumerationOptions EveryFile = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>One answer per file, in the order of the paths and of the names in them.</summary>
    public IReadOnlyList<ScannedFile> Scan(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var files = paths
            .SelectMany(path =>
                Directory.Exists(path)
                    ? FilesIn(path).Select(file => (Path: file, IsNamed: false))
                    : [(Path: path, IsNamed: true)]
            )
            .ToArray();
        var scanned = new ScannedFile[files.Length];
        Parallel.For(
            0,
            files.Length,
            new ParallelOptions { CancellationToken = cancellationToken },
            index => scanned[index] = ScanOne(files[index].Path, files[index].IsNamed, cancellationToken)
        );
        return scanned;
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*", EveryFile).Order(StringComparer.Ordinal);

    private ScannedFile ScanOne(string path, bool isNamed, CancellationToken cancellationToken)
    {
        try
        {
            var report = scanner.Scan(path, null, cancellationToken);
            return new ScannedFile(path, report, null)
            {
                IsAside =
                    !isNamed
                    && !ModelNames.HasEnding(path)
                    && report is { Verdict: ScanVerdict.Clean, Pickles: 0, Globals.Count: 0 },
            };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new ScannedFile(path, null, FailureOf(path, problem));
        }
    }

    private static Failure FailureOf(string path, Exception problem) =>
        problem is FileNotFoundException or DirectoryNotFoundException
            ? new(FailureCode.NotFound, $"{path} does not exist; check the name.")
            : new(FailureCode.Disk, $"{path} cannot be read: {problem.Message}");
}
