using BerryAIGen.Library.Batches;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Library.Locks;

/// <summary>Writes <c>berry.lock</c> and brings roots to what it lists.</summary>
public sealed class FileLocks
{
    private readonly BerryLibrary _library;

    internal FileLocks(BerryLibrary library) => _library = library;

    /// <summary>Locks references, a batch, or what is recorded below a root; transfers nothing.</summary>
    /// <exception cref="LibraryException">
    /// There is no place for models, or a file cannot be read or written, or the lock lies in a read-only root.
    /// </exception>
    public async Task<LockOutcome> LockAsync(LockRequest request, CancellationToken cancellationToken)
    {
        RequireWritable(request.Path);
        if (request.Batch is { } batch)
        {
            var plan = await _library
                .Batches.RunAsync(
                    new BatchRequest
                    {
                        Path = batch,
                        Target = request.Target,
                        IsDryRun = true,
                    },
                    progress: null,
                    cancellationToken
                )
                .ConfigureAwait(false);
            return Write(request.Path, plan.Items, plan.Target, isWhole: true);
        }

        if (request.References.Count == 0)
            return await LockRootAsync(request, cancellationToken).ConfigureAwait(false);
        var wanted = new DownloadRequest { References = request.References, Target = request.Target };
        var items = await _library.PlanAsync(wanted, cancellationToken).ConfigureAwait(false);
        return Write(request.Path, items, request.Target, isWhole: false);
    }

    /// <summary>Tells before a download that its files could not be added to a lock.</summary>
    /// <exception cref="LibraryException">What is there is no lock, or it lies in a read-only root.</exception>
    public void Check(string path)
    {
        RequireWritable(path);
        if (Directory.Exists(FullPath(path)))
            throw new LibraryException(FailureCode.Usage, $"{path} is a folder; name the lock file in it.");
        LockFile.ReadOrEmpty(FullPath(path));
    }

    /// <summary>Adds what a download or a batch has put into place to the lock, or makes one.</summary>
    /// <exception cref="LibraryException">What is there is no lock, or it cannot be written.</exception>
    public LockOutcome Add(string path, IReadOnlyList<DownloadItem> items, DownloadTarget target) =>
        Write(path, items, target, isWhole: false);

    /// <summary>Downloads what is missing, checks what is there, names what is extra; deletes and replaces nothing.</summary>
    /// <exception cref="LibraryException">The lock cannot be read, or there is no place for models.</exception>
    public Task<SyncOutcome> SyncAsync(
        SyncRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var locked = LockFile.Read(FullPath(request.Path));
        var root = RootOf(request.Target);
        new LockPlaces(root, _library.Layouts).Require(locked);
        if (request is { Prunes: true, AllowsEmpty: false } && locked.Files.Count == 0)
            throw new LibraryException(
                FailureCode.Policy,
                $"The lock {request.Path} lists nothing, so everything would go to the trash; add --allow-empty if that is meant."
            );
        return new LockSync(_library, root, request).RunAsync(locked, progress, cancellationToken);
    }

    /// <param name="path">The lock.</param>
    /// <param name="items">What was planned or done.</param>
    /// <param name="target">Where to.</param>
    /// <param name="isWhole">The items are all that there is to be, and what the lock held before goes.</param>
    private LockOutcome Write(string path, IReadOnlyList<DownloadItem> items, DownloadTarget target, bool isWhole)
    {
        RequireWritable(path);
        // Read in any case: something else of that name is never written over.
        var older = LockFile.ReadOrEmpty(FullPath(path));
        var root = RootOf(target);
        var places = new LockPlaces(root, _library.Layouts);
        List<LockedFile> files = [];
        List<string> leftOut = [];
        foreach (var item in items.Where(item => item.Failure is null))
        {
            var (file, why) =
                item.State == DownloadState.Skipped
                    ? (null, $"{item.Path} was left alone, and what it holds is not known")
                    : LockedFiles.From(item, root, _library.Options);
            why = file is null ? why : WhyNot(places, item, file);
            if (why is null)
                files.Add(file!);
            else
                leftOut.Add($"{why}; it is not in the lock.");
        }

        // What could not be asked for now may be what was locked before.
        var isComplete = leftOut.Count == 0 && items.All(item => item.Failure is null);
        var kept = isWhole && isComplete ? new LockFile([]) : older;
        if (files.Count > 0)
            kept.With(files).Write(FullPath(path));
        return new LockOutcome(path, files, leftOut, items)
        {
            Note =
                isWhole && !isComplete && files.Count > 0 && older.Files.Count > 0
                    ? $"Not everything could be locked, so what {path} listed before stays in it."
                    : null,
        };
    }

    private static string? WhyNot(LockPlaces places, DownloadItem item, LockedFile file) =>
        places.FindRefusal(file) is { } refusal ? $"{item.Reference} would be {file.Place}, {refusal}" : null;

    private async Task<LockOutcome> LockRootAsync(LockRequest request, CancellationToken cancellationToken)
    {
        _library.Folders().RequireExisting(request.Target);
        var older = LockFile.ReadOrEmpty(FullPath(request.Path));
        var root = RootOf(request.Target);
        RecordedFiles.RequireThere(root, _library);
        var found = await RecordedFiles.FindAsync(root, _library, cancellationToken).ConfigureAwait(false);
        if (found.Files.Count > 0)
            new LockFile([]).With(found.Files).Write(FullPath(request.Path));
        return new LockOutcome(request.Path, found.Files, found.LeftOut, [])
        {
            Failure = found.Files.Count > 0 ? null : Nothing(request.Path, root, found.LeftOut, older.Files.Count),
        };
    }

    private static Failure Nothing(string path, LockRoot root, IReadOnlyList<string> leftOut, int before) =>
        new(
            FailureCode.Failed,
            $"Nothing was locked: {(leftOut is [var first, ..] ? first : $"there is no model in {root.Folder}.")} "
                + (
                    before == 0 ? $"{path} was not written."
                    : before == 1 ? $"{path} keeps its one file."
                    : $"{path} keeps its {before} files."
                )
        );

    private LockRoot RootOf(DownloadTarget target)
    {
        var folders = _library.Folders();
        if (target.Folder is { } folder)
            return new LockRoot(null, folders.FullPath(folder));
        var layout = folders.RootOf(target);
        return new LockRoot(layout, layout.ModelsFolder);
    }

    private void RequireWritable(string path) => _library.ReadOnly.RequireWritable(FullPath(path));

    private string FullPath(string path) => Path.GetFullPath(path, _library.Options.WorkingFolder);
}
