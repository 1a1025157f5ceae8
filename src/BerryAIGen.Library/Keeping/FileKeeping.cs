using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Keeping;

/// <summary>Keeps what was downloaded: knows what is there, checks and repairs it, takes away with a way back.</summary>
public sealed class FileKeeping
{
    private readonly LibraryOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<DownloadTarget, string> _modelsFolder;

    /// <param name="options">Where relative paths start.</param>
    /// <param name="time">The clock.</param>
    /// <param name="modelsFolder">The models folder of a target.</param>
    internal FileKeeping(LibraryOptions options, TimeProvider time, Func<DownloadTarget, string> modelsFolder) =>
        (_options, _time, _modelsFolder) = (options, time, modelsFolder);

    private KnownRoots Roots => new(_options.DataFolder, _time);

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
        var paths = FoldersOr(folders);
        return Task.Run(
            () => new IndexRun(Roots, _time).RunAsync(paths, hashes, progress, cancellationToken),
            cancellationToken
        );
    }

    private string[] FoldersOr(IReadOnlyList<string> folders) =>
        folders.Count == 0 ? [_modelsFolder(DownloadTarget.Default)] : [.. folders.Select(FullPath)];

    private string FullPath(string path) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, _options.WorkingFolder));
}
