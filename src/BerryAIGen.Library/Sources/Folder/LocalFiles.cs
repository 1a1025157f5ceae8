using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Sources.Folder;

/// <summary>Lists the files below a folder; linked files count, linked folders do not, since they may lead back.</summary>
internal static class LocalFiles
{
    /// <summary>Their paths below the folder, with <c>/</c>.</summary>
    public static IEnumerable<string> Below(string folder, CancellationToken cancellationToken)
    {
        var left = new Stack<DirectoryInfo>([new DirectoryInfo(folder)]);
        while (left.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var inside in next.EnumerateDirectories("*", FolderEntries.Readable))
            {
                if (inside.LinkTarget is null)
                    left.Push(inside);
            }

            foreach (var file in next.EnumerateFiles("*", FolderEntries.Readable))
                yield return Path.GetRelativePath(folder, file.FullName).Replace('\\', '/');
        }
    }
}
