using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Keeping;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Catalog;

/// <summary>Indexes folders, and every folder inside them that has a record of its own.</summary>
internal sealed class IndexRun(RootFinder roots, TimeProvider time)
{
    public async Task<IndexReport> RunAsync(
        IEnumerable<string> folders,
        bool hashes,
        IProgress<KeepingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var report = new IndexReport();
        Queue<string> open = new(folders);
        HashSet<string> done = new(StringComparer.Ordinal);
        while (open.TryDequeue(out var folder))
        {
            if (!done.Add(folder))
                continue;
            var (one, others) = await RunOneAsync(folder, hashes, progress, cancellationToken).ConfigureAwait(false);
            report = report.With(one);
            foreach (var other in others)
                open.Enqueue(other);
        }

        return report with
        {
            Elapsed = time.GetElapsedTime(start),
        };
    }

    private async Task<(IndexReport Report, IReadOnlyList<string> OtherRoots)> RunOneAsync(
        string folder,
        bool hashes,
        IProgress<KeepingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (FindRefusal(folder) is { } refusal)
            return (new IndexReport { Failure = refusal, Skipped = [new SkippedPath(folder, refusal.Message)] }, []);
        try
        {
            // A folder inside a root is indexed with its root's record, and nothing outside it is looked at.
            var known = RecordRoot.FindFor(folder, time);
            if (roots.ReadOnly.FindRefusal(known?.Folder ?? RecordRoot.FolderIn(folder)) is { } no)
                return hashes
                    ? (new IndexReport { Failure = no }, [])
                    : Look(known ?? RecordRoot.OpenForReading(folder, time), folder, no, cancellationToken);
            var root = known ?? RecordRoot.Open(folder, time);
            var walk = ModelWalk.Run(folder, cancellationToken);
            var comparison = ModelIndex.Compare(root, RootRecord.Read(root), walk, folder);
            var report = comparison.Report;
            var cut = await root.Journal.AppendAsync(comparison.Facts, cancellationToken).ConfigureAwait(false);
            roots.Known.Remember(root);
            if (cut is not null)
                report = report with { Warnings = [.. report.Warnings, cut] };
            return (
                hashes
                    ? await HashAsync(root, walk, report, progress, cancellationToken).ConfigureAwait(false)
                    : report,
                walk.OtherRoots
            );
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            return (
                new IndexReport { Failure = DiskFailures.From(ex, Path.Combine(folder, RecordRoot.FolderName)) },
                []
            );
        }
    }

    // Says what is there, and that nobody wrote it down.
    private static (IndexReport Report, IReadOnlyList<string> OtherRoots) Look(
        RecordRoot root,
        string folder,
        Failure refusal,
        CancellationToken cancellationToken
    )
    {
        var walk = ModelWalk.Run(folder, cancellationToken);
        var report = ModelIndex.Compare(root, RootRecord.Read(root), walk, folder).Report;
        var note = $"{refusal.Message} What was found is not written down.";
        return (report with { Warnings = [.. report.Warnings, note] }, walk.OtherRoots);
    }

    private async Task<IndexReport> HashAsync(
        RecordRoot root,
        ModelWalk walk,
        IndexReport report,
        IProgress<KeepingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var (hashed, skipped) = await new ModelHashing(root, progress, time)
            .RunAsync(walk.Models, cancellationToken)
            .ConfigureAwait(false);
        return report with { Hashed = hashed, Skipped = [.. report.Skipped, .. skipped] };
    }

    private Failure? FindRefusal(string folder)
    {
        if (roots.Known.FindAbsence(folder) is { } absence)
            return new Failure(FailureCode.Disk, absence, IsRetryable: true);
        if (Directory.Exists(folder))
            return null;
        return File.Exists(folder)
            ? new Failure(FailureCode.Usage, $"{folder} is a file; name the folder that it lies in.")
            : new Failure(FailureCode.NotFound, $"{folder} does not exist; name a folder of models.");
    }
}
