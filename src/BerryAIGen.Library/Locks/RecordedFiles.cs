using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads.Transfers.Failures;

namespace BerryAIGen.Library.Locks;

/// <summary>Makes the entries of a lock of the model files below a root, by their records.</summary>
internal static class RecordedFiles
{
    public static async Task<(IReadOnlyList<LockedFile> Files, IReadOnlyList<string> LeftOut)> FindAsync(
        LockRoot root,
        LibraryOptions options,
        CancellationToken cancellationToken
    )
    {
        List<LockedFile> files = [];
        List<string> leftOut = [];
        foreach (var model in FolderScan.Run(root.Layout!, only: null, cancellationToken).Models)
        {
            try
            {
                var (file, why) = await ReadAsync(model.Path, root, options, cancellationToken).ConfigureAwait(false);
                if (file is not null)
                    files.Add(file);
                else
                    leftOut.Add($"{model.Path} {why}; it is not in the lock.");
            }
            catch (Exception ex) when (DiskFailures.IsDisk(ex))
            {
                leftOut.Add($"{model.Path} cannot be read ({ex.Message.TrimEnd('.')}); it is not in the lock.");
            }
        }

        return (files, leftOut);
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
