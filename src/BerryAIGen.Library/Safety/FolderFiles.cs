using System.IO.Enumeration;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Safety;

/// <summary>What is to be scanned: a file, or a place that cannot be gone through.</summary>
/// <param name="Path">Where.</param>
/// <param name="IsNamed">Whether somebody asked for this very file.</param>
/// <param name="Problem">Why it cannot be gone through; null for a file.</param>
internal sealed record ScanPlace(string Path, bool IsNamed, string? Problem = null);

/// <summary>
/// The files in folders. Links may lead in circles, so folders are not gone through by them; a file that a link leads to is
/// one of the folder, unless it lies in what is scanned anyhow.
/// </summary>
internal static class FolderFiles
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = true,
    };

    /// <summary>In the order of the paths and of the names in them.</summary>
    public static IReadOnlyList<ScanPlace> Find(IEnumerable<string> paths)
    {
        var asked = paths.ToArray();
        string[] folders = [.. asked.Where(Directory.Exists).Select(Path.GetFullPath).Select(FileSystems.RealPath)];
        return
        [
            .. asked.SelectMany(path =>
                Directory.Exists(path) ? In(path, folders) : [new ScanPlace(path, IsNamed: true)]
            ),
        ];
    }

    private static IEnumerable<ScanPlace> In(string folder, IReadOnlyList<string> folders)
    {
        var entries = new FileSystemEnumerable<(string Path, bool IsFolder, bool IsLink)>(
            folder,
            static (ref entry) => (entry.ToSpecifiedFullPath(), entry.IsDirectory, IsLink(ref entry)),
            Everything
        )
        {
            ShouldRecursePredicate = static (ref entry) => !IsLink(ref entry),
        };
        foreach (var (path, isFolder, isLink) in entries.OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            // Before all else: what is not there lies nowhere, also when its name is of a folder that is scanned.
            if (isLink && !isFolder && LeadsNowhere(path))
                yield return new ScanPlace(path, false, "It is a link that leads nowhere.");
            else if (isLink && LiesIn(folders, path))
                continue;
            else if (!isFolder)
                yield return new ScanPlace(path, IsNamed: false);
            else if (isLink)
                yield return new ScanPlace(
                    path,
                    false,
                    "It is a link to a folder, which was not gone through; scan that."
                );
            else if (!MayBeRead(path))
                yield return new ScanPlace(path, false, "The folder may not be read.");
        }
    }

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    // File.Exists says yes to a link whatever it leads to.
    private static bool LeadsNowhere(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: true) is { Exists: false };
        }
        catch (IOException)
        {
            // A circle.
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool LiesIn(IEnumerable<string> folders, string link)
    {
        try
        {
            // Where it really lies: folders on the way to it may be links themselves, which are not gone through.
            return File.ResolveLinkTarget(link, returnFinalTarget: true) is { } target
                && FileSystems.RealPath(target.FullName) is var real
                && folders.Any(folder => RecordPaths.IsSameOrBelow(real, folder));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A circle, or where nobody may look; whoever opens it is told.
            return false;
        }
    }

    private static bool MayBeRead(string folder)
    {
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
            entries.MoveNext();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
