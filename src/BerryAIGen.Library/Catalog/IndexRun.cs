using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Keeping;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Catalog;

/// <summary>Indexes folders, and every folder inside them that has a record of its own.</summary>
internal sealed class IndexRun(KnownRoots roots, TimeProvider time)
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
            var root = RecordRoot.FindFor(folder, time) ?? RecordRoot.Open(folder, time);
            var walk = ModelWalk.Run(folder, cancellationToken);
            var comparison = ModelIndex.Compare(root, RootRecord.Read(root), walk, folder);
            var report = comparison.Report;
            var cut = await root.Journal.AppendAsync(comparison.Facts, cancellationToken).ConfigureAwait(false);
            roots.Remember(root);
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
        if (roots.FindAbsence(folder) is { } absence)
            return new Failure(FailureCode.Disk, absence, IsRetryable: true);
        if (Directory.Exists(folder))
            return null;
        return File.Exists(folder)
            ? new Failure(FailureCode.Usage, $"{folder} is a file; name the folder that it lies in.")
            : new Failure(FailureCode.NotFound, $"{folder} does not exist; name a folder of models.");
    }
}
