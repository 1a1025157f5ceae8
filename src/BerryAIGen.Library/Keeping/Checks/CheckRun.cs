using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Keeping.Checks;

/// <summary>Checks files and whole folders, and writes down what was found.</summary>
internal sealed class CheckRun(
    RootFinder roots,
    TimeProvider time,
    CheckRequest request,
    IProgress<KeepingProgress>? progress
)
{
    private readonly List<CheckedFile> _files = [];

    /// <summary>In the order of the paths; a folder's files by their names.</summary>
    public async Task<IReadOnlyList<CheckedFile>> RunAsync(CancellationToken cancellationToken)
    {
        Queue<string> open = new(request.Paths.Count == 0 ? [roots.Default] : request.Paths.Select(roots.FullPath));
        while (open.TryDequeue(out var path))
        {
            if (roots.Known.FindAbsence(path) is { } absence)
                AddUnreachable(path, absence);
            else if (Directory.Exists(path) && (RecordRoot.Exists(path) || !ModelNames.IsModelFolder(path)))
                foreach (var other in await CheckFolderAsync(path, cancellationToken).ConfigureAwait(false))
                    open.Enqueue(other);
            else
                await CheckPathAsync(path, cancellationToken).ConfigureAwait(false);
        }

        return _files;
    }

    private async Task CheckPathAsync(string path, CancellationToken cancellationToken)
    {
        var root = RecordRoot.FindFor(path, time) ?? RecordRoot.OpenForReading(Path.GetDirectoryName(path)!, time);
        var known = RootRecord.Read(root).Find(root.Relative(path));
        if (FileStat.Find(path) is { } stat)
            await CheckAllAsync(root, [(path, stat, known)], cancellationToken).ConfigureAwait(false);
        else if (known is { Presence: FilePresence.Present or FilePresence.Missing })
            _files.Add(Gone(root, known, isReachable: true));
        else
            _files.Add(
                new CheckedFile(path, CheckState.Missing)
                {
                    Reason = "it does not exist and is in no record",
                    Failure = new Failure(
                        FailureCode.NotFound,
                        $"{path} does not exist and is in no record; check the name."
                    ),
                }
            );
    }

    private async Task<IReadOnlyList<string>> CheckFolderAsync(string folder, CancellationToken cancellationToken)
    {
        var root = RecordRoot.FindFor(folder, time) ?? RecordRoot.OpenForReading(folder, time);
        var walk = ModelWalk.Run(folder, cancellationToken);
        var record = RootRecord.Read(root);
        var comparison = ModelIndex.Compare(root, record, walk, folder);
        var present = walk
            .Models.Select(model => (model.Path, model.Stat, Known: record.Find(root.Relative(model.Path))))
            .Concat(
                comparison.AlsoThere.Select(also =>
                    (Path: root.FullPath(also.File.Path), also.Stat, Known: (KnownFile?)also.File)
                )
            )
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToArray();
        await CheckAllAsync(root, present, cancellationToken).ConfigureAwait(false);
        _files.AddRange(comparison.Missing.Select(known => Gone(root, known, isReachable: true)));
        _files.AddRange(comparison.Unreachable.Select(known => Gone(root, known, isReachable: false)));
        _files.AddRange(
            walk.Skipped.Select(skipped => new CheckedFile(skipped.Path, CheckState.Unreadable)
            {
                Reason = skipped.Why,
            })
        );
        return walk.OtherRoots;
    }

    private async Task CheckAllAsync(
        RecordRoot root,
        IEnumerable<(string Path, FileStat Stat, KnownFile? Known)> files,
        CancellationToken cancellationToken
    )
    {
        var check = new FileCheck(root, request.IsQuick, progress);
        var journal = new JournalBuffer(root.Journal, time);
        try
        {
            foreach (var (path, stat, known) in files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var file = await check.RunAsync(path, stat, known, cancellationToken).ConfigureAwait(false);
                _files.Add(file);
                // What was read is worth a line; a look at size and time is not.
                if (file.Sha256 is not null && known is not null)
                    await WriteAsync(root, () => journal.AddAsync(FactOf(root, file, stat))).ConfigureAwait(false);
            }
        }
        finally
        {
            if (journal.IsWaiting)
                await WriteAsync(root, journal.FlushAsync).ConfigureAwait(false);
        }
    }

    private static JournalFact FactOf(RecordRoot root, CheckedFile file, FileStat stat) =>
        JournalFact.Of(FactWords.Verified, root.Relative(file.Path), stat.Stamp) with
        {
            Result = file.State switch
            {
                CheckState.Ok => CheckWords.Ok,
                CheckState.HeaderChanged => CheckWords.HeaderChanged,
                _ => CheckWords.Changed,
            },
        };

    // A drive that may only be read can be checked as well; only the dates of the checks are not kept then.
    private async Task WriteAsync(RecordRoot root, Func<Task> write)
    {
        if (roots.ReadOnly.FindRefusal(root.Folder) is { } refusal)
        {
            Note ??= $"{refusal.Message} What was found is not written down.";
            return;
        }

        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            Note ??= $"what was found could not be written to the record of {root.Path}: {ex.Message}";
        }
    }

    /// <summary>What a person should know of the run; null when there is nothing.</summary>
    public string? Note { get; private set; }

    private static CheckedFile Gone(RecordRoot root, KnownFile known, bool isReachable)
    {
        var path = root.FullPath(known.Path);
        return new CheckedFile(path, isReachable ? CheckState.Missing : CheckState.Unreachable)
        {
            Reason = isReachable
                ? "it is gone from its folder"
                : "it lies in a folder or on a drive that cannot be read now",
            ExpectedSha256 = known.Hashes?.Sha256,
            Known = known,
            Root = root,
        };
    }

    private void AddUnreachable(string path, string why) =>
        _files.Add(
            new CheckedFile(path, CheckState.Unreachable)
            {
                Reason = why,
                Failure = new Failure(FailureCode.Disk, why, IsRetryable: true),
            }
        );
}
