using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>The files below a folder; links are followed, as the applications do, each real folder once.</summary>
internal static class FolderFilesBelow
{
    public static IReadOnlyList<RootFile> Of(string top, CancellationToken cancellationToken)
    {
        List<RootFile> files = [];
        HashSet<(ulong, ulong)> entered = [];
        Stack<string> open = new([top]);
        while (open.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (FileStat.Find(folder) is not { IsFolder: true } stat)
                continue;
            if (stat.Identity is { } identity && !entered.Add(identity))
                continue;
            foreach (var entry in Entries(folder))
            {
                if (entry is DirectoryInfo && !entry.Name.StartsWith('.'))
                    open.Push(entry.FullName);
                else if (entry is FileInfo && FileStat.Find(entry.FullName) is { IsFolder: false, IsOther: false } file)
                    files.Add(new RootFile(RecordPaths.Relative(top, entry.FullName), file.Stamp.SizeBytes));
            }
        }

        return files;
    }

    private static IEnumerable<FileSystemInfo> Entries(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", FolderEntries.All)];
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            throw new LibraryException(
                FailureCode.Disk,
                $"{folder} cannot be read, so nobody knows what the root has: {ex.Message}",
                ex
            );
        }
    }
}
