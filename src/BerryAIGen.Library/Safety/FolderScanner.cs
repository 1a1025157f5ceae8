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
    /// <summary>One answer per file, in the order of the paths and of the names in them.</summary>
    public IReadOnlyList<ScannedFile> Scan(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var files = FolderFiles.Find(paths);
        var scanned = new ScannedFile[files.Count];
        Parallel.For(
            0,
            files.Count,
            new ParallelOptions { CancellationToken = cancellationToken },
            index => scanned[index] = ScanOne(files[index], cancellationToken)
        );
        return scanned;
    }

    private ScannedFile ScanOne(ScanPlace place, CancellationToken cancellationToken)
    {
        var path = place.Path;
        if (place.Problem is { } problem)
            return new ScannedFile(
                path,
                new ScanReport
                {
                    Path = path,
                    Verdict = ScanVerdict.Unscanned,
                    Messages = [problem],
                },
                null
            );
        try
        {
            var report = scanner.Scan(path, null, cancellationToken);
            return new ScannedFile(path, report, null)
            {
                IsAside =
                    !place.IsNamed
                    && !ModelNames.HasEnding(path)
                    && report is { Verdict: ScanVerdict.Clean, Pickles: 0, Globals.Count: 0 },
            };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new ScannedFile(path, null, FailureOf(path, fault));
        }
    }

    private static Failure FailureOf(string path, Exception problem) =>
        problem is FileNotFoundException or DirectoryNotFoundException
            ? new(FailureCode.NotFound, $"{path} does not exist; check the name.")
            : new(FailureCode.Disk, $"{path} cannot be read: {problem.Message}");
}
