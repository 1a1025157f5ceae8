using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Records;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Locks;

/// <summary>One run of <c>berry sync</c>.</summary>
internal sealed class LockSync(BerryLibrary library, LockRoot root, SyncRequest request)
{
    public async Task<SyncOutcome> RunAsync(
        LockFile locked,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var began = library.Time.GetTimestamp();
        List<DownloadItem> items = [];
        HashSet<string> wanted = [];
        foreach (var file in locked.Files)
        {
            try
            {
                var path = root.PathOf(file);
                wanted.Add(path);
                cancellationToken.ThrowIfCancellationRequested();
                items.Add(await RunAsync(file, path, progress, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception problem)
            {
                var failure = RunFailures.From(problem, file.Place, cancellationToken);
                items.Add(DownloadItems.From(file.Place, failure));
            }
        }

        var extra = Extra(wanted, cancellationToken);
        var pruned = await PruneAsync(items, extra, cancellationToken).ConfigureAwait(false);
        return new SyncOutcome(items, [.. extra.Except(pruned ?? [])], library.Time.GetElapsedTime(began))
        {
            Pruned = pruned,
        };
    }

    // Where a file of the lock is missing or wrong, another one may be needed until it is there.
    private async Task<IReadOnlyList<string>?> PruneAsync(
        List<DownloadItem> items,
        List<string> extra,
        CancellationToken cancellationToken
    )
    {
        if (!request.Prunes || items.Exists(item => item.Failure is not null))
            return null;
        var pruning = new LockPruning(library, root, request);
        var chosen = pruning.Choose(extra);
        if (request.IsDryRun)
            return chosen;
        var (gone, failures) = await pruning.RunAsync(chosen, cancellationToken).ConfigureAwait(false);
        items.AddRange(failures);
        return gone;
    }

    private async Task<DownloadItem> RunAsync(
        LockedFile file,
        string path,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var difference = await LocalFile
            .CompareAsync(path, file, request.Verifies, cancellationToken)
            .ConfigureAwait(false);
        var item = new DownloadItem
        {
            Reference = file.Place,
            State = DownloadState.Planned,
            File = Path.GetFileName(path),
            Path = path,
            SizeBytes = file.SizeBytes,
            Sha256 = file.Hashes.Sha256,
        };
        if (difference is null)
            return FindObstacle(file, path) is { } obstacle ? DownloadItems.Stopped(item, obstacle)
                : request.IsDryRun ? item
                : await DownloadAsync(file, path, progress, cancellationToken).ConfigureAwait(false);
        if (difference.Length > 0)
            return DownloadItems.Stopped(item with { Sha256 = null }, Different(path, difference));
        if (LocalFile.NeedsRecord(path) && library.ReadOnly.FindRefusal(path) is { } refusal)
            return DownloadItems.Stopped(item, refusal);
        return item with
        {
            State = DownloadState.AlreadyPresent,
            VerifiedBy = "sha256",
            Sidecar = request.IsDryRun ? null : LocalFile.Record(path, file),
        };
    }

    // A plan says what the run would.
    private Failure? FindObstacle(LockedFile file, string path) =>
        library.ReadOnly.FindRefusal(path)
        ?? (NotFetchable(file) is { } why ? new Failure(FailureCode.Failed, why) : null);

    private async Task<DownloadItem> DownloadAsync(
        LockedFile file,
        string path,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var address = file.AddressAt(library.Options.HuggingFaceUrl)!;
        var wish = new DownloadRequest
        {
            References = [address.AbsoluteUri],
            Target = new DownloadTarget
            {
                Folder = Path.GetDirectoryName(path),
                FileName = Path.GetFileName(path),
                RecordRoot = root.Folder,
            },
            OnConflict = ConflictRule.Refuse,
            Sha256 = file.Hashes.Sha256,
            WantsPreview = !request.IsFrozen,
            Known = request.IsFrozen ? KnownOf(file, address) : null,
        };
        var items = await library.DownloadAsync(wish, progress, cancellationToken).ConfigureAwait(false);
        var item = items[0] with { Reference = file.Place };
        if (item.Failure?.Code is FailureCode.Verification or FailureCode.NotFound)
            return DownloadItems.Stopped(item, Gone(file, item.Failure));
        // A file of another name that is equal is not the one that the lock lists.
        return item.Failure is null && item.Path != path
            ? DownloadItems.Stopped(item, Elsewhere(path, item.Path))
            : item;
    }

    private static string? NotFetchable(LockedFile file)
    {
        if (file.Url is null)
            return $"{file.Place} is missing, and the lock does not say where it is from; copy it from where it is.";
        if (file.Url.Query.Contains("=***", StringComparison.Ordinal))
            return $"{file.Place} is missing, and its address held a secret that no lock keeps; download it by its full address.";
        var name = Path.GetFileName(file.Path);
        return FileNames.Clean(name) == name
            ? null
            : $"{file.Place} is missing, and nothing is published under such a name; rename it and write the lock anew.";
    }

    // All that the lock knows, so that nobody has to be asked.
    private static RemoteFile KnownOf(LockedFile file, Uri address) =>
        new()
        {
            Source = file.Source ?? "url",
            Address = address,
            Name = Path.GetFileName(file.Path),
            SizeBytes = file.SizeBytes,
            Hashes = file.Hashes,
            ModelId = file.ModelId,
            VersionId = file.VersionId,
            FileId = file.FileId,
        };

    private List<string> Extra(HashSet<string> wanted, CancellationToken cancellationToken) =>
        root.Layout is not { } layout || cancellationToken.IsCancellationRequested
            ? []
            :
            [
                .. FolderScan
                    .Run(layout, only: null, CancellationToken.None)
                    .Models.SelectMany(model => FilesOf(model.Path, wanted))
                    .Where(path => !wanted.Contains(path))
                    .Order(StringComparer.Ordinal),
            ];

    // The lock lists the files of a folder that is one model.
    private static string[] FilesOf(string model, HashSet<string> wanted)
    {
        string[] files;
        try
        {
            files = RecordedFiles.FilesOf(model);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            files = [model]; // What is in it cannot be told; it is named as it is.
        }

        return files is [var whole] && whole == model && wanted.Any(path => RecordPaths.IsBelow(path, model))
            ? []
            : files;
    }

    private static Failure Different(string path, string difference) =>
        new(
            FailureCode.Verification,
            $"{path} is not the file that the lock lists: {difference}. It stays; move it away, or write the lock anew."
        );

    private static Failure Gone(LockedFile file, Failure failure) =>
        failure with
        {
            Message =
                $"{file.Place} can no longer be had as the lock lists it; its source has replaced or removed it since. {failure.Message}",
        };

    private static Failure Elsewhere(string path, string? other) =>
        new(FailureCode.Conflict, $"{path} is missing, and an equal file lies at {other}; rename that one.");
}
