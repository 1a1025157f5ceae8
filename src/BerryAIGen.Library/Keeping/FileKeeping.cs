using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Library.Keeping.Cleaning;
using BerryAIGen.Library.Keeping.Duplicates;
using BerryAIGen.Library.Keeping.Kept;
using BerryAIGen.Library.Keeping.Refreshing;
using BerryAIGen.Library.Keeping.Repairs;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Keeping;

/// <summary>Keeps what was downloaded: knows what is there, checks and repairs it, takes away with a way back.</summary>
public sealed class FileKeeping
{
    private readonly BerryLibrary _library;
    private readonly TimeProvider _time;
    private readonly RootFinder _roots;

    internal FileKeeping(BerryLibrary library, TimeProvider time)
    {
        (_library, _time) = (library, time);
        _roots = new RootFinder(library.Options, library.FindModelsFolder, time);
    }

    /// <summary>Models that were thrown away and can come back.</summary>
    public KeptFiles Trash => new(KeptKind.Trash, _roots, _time);

    /// <summary>Models that nobody should load and that can come back.</summary>
    public KeptFiles Quarantine => new(KeptKind.Quarantine, _roots, _time);

    /// <summary>Models that a newer version replaced and that can come back.</summary>
    public KeptFiles Versions => new(KeptKind.Versions, _roots, _time);

    /// <summary>Brings the record of folders up to what is on the disk.</summary>
    /// <param name="folders">The folders; none means the models folder of the settings.</param>
    /// <param name="hashes">Also read and hash what has no hash yet.</param>
    /// <param name="progress">Told while a file is read; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops; what was found so far is kept.</param>
    /// <exception cref="LibraryException">No folder is named anywhere.</exception>
    public Task<IndexReport> IndexAsync(
        IReadOnlyList<string> folders,
        bool hashes,
        IProgress<KeepingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        string[] paths = folders.Count == 0 ? [_roots.Default] : [.. folders.Select(ModelsIn)];
        return Task.Run(
            () => new IndexRun(_roots, _time).RunAsync(paths, hashes, progress, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Compares files with their record; repairs or accepts what differs when that is asked for.</summary>
    /// <param name="request">What, and how.</param>
    /// <param name="reading">Told while a file is read; null when nobody looks.</param>
    /// <param name="downloading">Told of the downloads of repairs; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops; what was found so far is kept in the journal.</param>
    /// <exception cref="LibraryException">No folder is named anywhere.</exception>
    public async Task<IReadOnlyList<CheckedFile>> CheckAsync(
        CheckRequest request,
        IProgress<KeepingProgress>? reading,
        IProgress<DownloadProgress>? downloading,
        CancellationToken cancellationToken
    )
    {
        var run = new CheckRun(_roots, _time, request, reading);
        var files = await Task.Run(() => run.RunAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        if (run.Note is { } note)
            _library.Options.OnNotice?.Invoke(note);
        List<CheckedFile> answered = [];
        foreach (var file in files)
            answered.Add(await AnswerAsync(file, request, downloading, cancellationToken).ConfigureAwait(false));
        return answered;
    }

    /// <summary>Finds models with the same bytes; links them when asked for, deletes nothing.</summary>
    /// <param name="folders">The folders, compared all together; none means the models folder of the settings.</param>
    /// <param name="link">Replace further copies by hard links, each compared byte for byte first.</param>
    /// <param name="progress">Told while a file is read; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops; links that were made stay.</param>
    /// <exception cref="LibraryException">No folder is named anywhere, or one does not exist.</exception>
    public async Task<DuplicateReport> FindDuplicatesAsync(
        IReadOnlyList<string> folders,
        bool link,
        IProgress<KeepingProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var paths = ExistingFoldersOr(folders);
        var report = await Task.Run(
                () => new DuplicateSearch(_roots.ReadOnly, _time, progress).RunAsync(paths, cancellationToken),
                cancellationToken
            )
            .ConfigureAwait(false);
        return link
            ? await new DuplicateLinks(_roots.ReadOnly, _time)
                .LinkAsync(report, cancellationToken)
                .ConfigureAwait(false)
            : report;
    }

    /// <summary>Removes what broken downloads left; only says so unless told to do it.</summary>
    /// <param name="folders">The folders; none means the models folder of the settings.</param>
    /// <param name="olderThan">Younger leftovers stay: somebody may go on with them.</param>
    /// <param name="apply">False is a dry run.</param>
    /// <param name="cancellationToken">Stops before the next folder.</param>
    /// <exception cref="LibraryException">No folder is named anywhere, or one does not exist.</exception>
    public Task<CleanReport> CleanAsync(
        IReadOnlyList<string> folders,
        TimeSpan olderThan,
        bool apply,
        CancellationToken cancellationToken
    ) =>
        new CleanRun(Trash, _roots.ReadOnly, _time, olderThan, apply).RunAsync(
            ExistingFoldersOr(folders),
            cancellationToken
        );

    /// <summary>Asks the sources anew what files are and adds it to their records; what a person wrote stays.</summary>
    /// <param name="paths">Models and folders; none means the models folder of the settings.</param>
    /// <param name="cancellationToken">Stops before the next file.</param>
    /// <exception cref="LibraryException">No folder is named anywhere.</exception>
    public Task<IReadOnlyList<RefreshedFile>> RefreshAsync(
        IReadOnlyList<string> paths,
        CancellationToken cancellationToken
    )
    {
        _library.Options.Network.Switch?.CheckUpdates();
        return new RefreshRun(_library.Sources(), _library.Recorder(), _roots, _time).RunAsync(
            paths,
            cancellationToken
        );
    }

    private async Task<CheckedFile> AnswerAsync(
        CheckedFile file,
        CheckRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (request.Accepts && file.State is (CheckState.Changed or CheckState.HeaderChanged))
            return await new FileAcceptance(_roots.ReadOnly).AcceptAsync(file, cancellationToken).ConfigureAwait(false);
        var isWanted =
            file.State is CheckState.Changed or CheckState.Broken or CheckState.Missing
            || (file.State == CheckState.HeaderChanged && request.RepairsHeaders);
        return request.Repairs && isWanted && file.Failure is null
            ? await new FileRepair(new RightCopy(_library, _library.Blocks(), progress), Quarantine, _roots.ReadOnly)
                .RunAsync(file, cancellationToken)
                .ConfigureAwait(false)
            : file;
    }

    // An application has one record, the one that downloads write: a second one above it would know the same files.
    private string ModelsIn(string named)
    {
        var folder = _roots.FullPath(named);
        if (File.Exists(folder) || RecordRoot.FindFor(folder, _time) is not null)
            return folder;
        var models = _library.FindModelsIn(named);
        if (models != folder)
            _library.Options.OnNotice?.Invoke($"{named} is an application's folder; its models are in {models}.");
        return models;
    }

    private string[] FoldersOr(IReadOnlyList<string> folders) =>
        folders.Count == 0 ? [_roots.Default] : [.. folders.Select(_roots.FullPath)];

    private string[] ExistingFoldersOr(IReadOnlyList<string> folders)
    {
        var paths = FoldersOr(folders);
        if (paths.FirstOrDefault(path => !Directory.Exists(path)) is not { } missing)
            return paths;
        if (_roots.Known.FindAbsence(missing) is { } absence)
            throw new LibraryException(FailureCode.Disk, absence);
        throw File.Exists(missing)
            ? new LibraryException(FailureCode.Usage, $"{missing} is a file; name the folder that it lies in.")
            : new LibraryException(FailureCode.NotFound, $"{missing} does not exist; name a folder of models.");
    }
}
