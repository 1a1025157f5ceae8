using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Locks;

/// <summary>Makes the entries of a lock of the model files below a root, by their records.</summary>
internal static class RecordedFiles
{
    /// <exception cref="LibraryException">There is no root to look through; a drive that is away has lost nothing.</exception>
    public static void RequireThere(LockRoot root, BerryLibrary library)
    {
        if (root.Layout is null)
            throw new LibraryException(
                FailureCode.Usage,
                $"What lies in {root.Folder} is locked by the layout of its root; name that with --root, or give references."
            );
        if (new KnownRoots(library.Options.DataFolder, library.Time).FindAbsence(root.Folder) is { } absence)
            throw new LibraryException(FailureCode.Disk, absence);
        if (!root.Exists)
            throw new LibraryException(
                FailureCode.NotFound,
                $"{root.Folder} does not exist, so nothing can be said of its models; connect its drive or name another root."
            );
    }

    public static async Task<(IReadOnlyList<LockedFile> Files, IReadOnlyList<string> LeftOut)> FindAsync(
        LockRoot root,
        BerryLibrary library,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, LockedFile> files = [];
        List<string> leftOut = [];
        var places = new LockPlaces(root, library.Layouts);
        foreach (
            var path in FolderScan
                .Run(root.Layout!, only: null, cancellationToken)
                .Models.SelectMany(model => ReadableFilesOf(model.Path, leftOut))
        )
        {
            try
            {
                var (file, why) = await ReadAsync(path, root, library.Options, cancellationToken).ConfigureAwait(false);
                if (file is not null)
                    why =
                        places.FindRefusal(file) is { } refusal ? $"is {file.Place}, {refusal}"
                        : files.TryAdd(file.Place, file) ? null
                        : $"has the same place as another file of its kind, {file.Place}";
                if (why is not null)
                    leftOut.Add($"{path} {why}; it is not in the lock.");
            }
            catch (Exception ex) when (DiskFailures.IsDisk(ex))
            {
                leftOut.Add(Unreadable(path, ex));
            }
        }

        return ([.. files.Values], leftOut);
    }

    // One folder that cannot be read costs only itself.
    private static string[] ReadableFilesOf(string model, List<string> leftOut)
    {
        try
        {
            return FilesOf(model);
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            leftOut.Add(Unreadable(model, ex));
            return [];
        }
    }

    private static string Unreadable(string path, Exception problem) =>
        $"{path} cannot be read ({problem.Message.TrimEnd('.')}); it is not in the lock.";

    /// <summary>Of a folder that is one model each file that a download brought; what has no record came with it.</summary>
    /// <exception cref="IOException">A part of the folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A part of the folder may not be read.</exception>
    public static string[] FilesOf(string model)
    {
        if (!Directory.Exists(model))
            return [model];
        var recorded = FolderFiles
            .Of(model)
            .Select(file => file.FullName)
            .Where(file => File.Exists(Sidecar.PathOf(file)))
            .ToArray();
        return recorded.Length > 0 ? recorded : [model];
    }

    private static async Task<(LockedFile? File, string? Why)> ReadAsync(
        string path,
        LockRoot root,
        LibraryOptions options,
        CancellationToken cancellationToken
    )
    {
        if (RecordedHash.FindRecord(path) is not { } record || record["source_url"] is null)
            return (null, "has no record that says where it is from");
        if (root.Find(path) is not { } place)
            return (null, "is reached through a link and lies outside of the root");
        if (Directory.Exists(path))
            return (null, "is a folder whose files have no records of their own");
        var info = new FileInfo(path);
        var sha256 =
            RecordedHash.Find(info, record)
            ?? await RecordedHash.ComputeAsync(info, cancellationToken).ConfigureAwait(false);
        var told = record["hashes"]?["sha256"]?.ToString();
        return told is not null && !told.Equals(sha256, StringComparison.OrdinalIgnoreCase)
            ? (null, "is no longer the file that its record tells of")
            : (LockedFiles.From(record, place, info.Length, sha256, options), null);
    }
}
