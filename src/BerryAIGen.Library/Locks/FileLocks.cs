using BerryAIGen.Library.Batches;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Library.Locks;

/// <summary>Writes <c>berry.lock</c> and brings roots to what it lists.</summary>
public sealed class FileLocks
{
    private readonly BerryLibrary _library;

    internal FileLocks(BerryLibrary library) => _library = library;

    /// <summary>Locks references, a batch, or what is recorded below a root; transfers nothing.</summary>
    /// <exception cref="LibraryException">There is no place for models, or a file cannot be read or written.</exception>
    public async Task<LockOutcome> LockAsync(LockRequest request, CancellationToken cancellationToken)
    {
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
            return Write(request.Path, new LockFile([]), plan.Items, plan.Target);
        }

        if (request.References.Count == 0)
            return await LockRootAsync(request, cancellationToken).ConfigureAwait(false);
        var wanted = new DownloadRequest { References = request.References, Target = request.Target };
        var items = await _library.PlanAsync(wanted, cancellationToken).ConfigureAwait(false);
        return Write(request.Path, LockFile.ReadOrEmpty(FullPath(request.Path)), items, request.Target);
    }

    /// <summary>Tells before a download that its files could not be added to a lock.</summary>
    /// <exception cref="LibraryException">What is there is no lock.</exception>
    public void Check(string path)
    {
        if (Directory.Exists(FullPath(path)))
            throw new LibraryException(FailureCode.Usage, $"{path} is a folder; name the lock file in it.");
        LockFile.ReadOrEmpty(FullPath(path));
    }

    /// <summary>Adds what a download or a batch has put into place to the lock, or makes one.</summary>
    /// <exception cref="LibraryException">What is there is no lock, or it cannot be written.</exception>
    public LockOutcome Add(string path, IReadOnlyList<DownloadItem> items, DownloadTarget target) =>
        Write(path, LockFile.ReadOrEmpty(FullPath(path)), items, target);

    /// <summary>Downloads what is missing, checks what is there, names what is extra; deletes and replaces nothing.</summary>
    /// <exception cref="LibraryException">The lock cannot be read, or there is no place for models.</exception>
    public Task<SyncOutcome> SyncAsync(
        SyncRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    ) =>
        new LockSync(_library, RootOf(request.Target), request).RunAsync(
            LockFile.Read(FullPath(request.Path)),
            progress,
            cancellationToken
        );

    private LockOutcome Write(string path, LockFile older, IReadOnlyList<DownloadItem> items, DownloadTarget target)
    {
        var root = RootOf(target);
        List<LockedFile> files = [];
        List<string> leftOut = [];
        foreach (var item in items.Where(item => item.Failure is null))
        {
            var (file, why) =
                item.State == DownloadState.Skipped
                    ? (null, $"{item.Path} was left alone, and what it holds is not known")
                    : LockedFiles.From(item, root, _library.Options);
            if (file is not null)
                files.Add(file);
            else
                leftOut.Add($"{why}; it is not in the lock.");
        }

        // Where nothing could be asked, what was locked before is better than nothing.
        if (files.Count > 0 || items.Count == 0)
            older.With(files).Write(FullPath(path));
        return new LockOutcome(path, files, leftOut, items);
    }

    private async Task<LockOutcome> LockRootAsync(LockRequest request, CancellationToken cancellationToken)
    {
        _library.Folders().RequireExisting(request.Target);
        var root = RootOf(request.Target);
        var found = await RecordedFiles.FindAsync(root, _library.Options, cancellationToken).ConfigureAwait(false);
        new LockFile([]).With(found.Files).Write(FullPath(request.Path));
        return new LockOutcome(request.Path, found.Files, found.LeftOut, []);
    }

    private LockRoot RootOf(DownloadTarget target)
    {
        var folders = _library.Folders();
        if (target.Folder is { } folder)
            return new LockRoot(null, folders.FullPath(folder));
        var layout = folders.RootOf(target);
        return new LockRoot(layout, target.Root is { } root ? folders.FullPath(root) : layout.ModelsFolder);
    }

    private string FullPath(string path) => Path.GetFullPath(path, _library.Options.WorkingFolder);
}
