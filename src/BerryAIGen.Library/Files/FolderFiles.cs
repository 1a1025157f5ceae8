namespace BerryAIGen.Library.Files;

/// <summary>The files inside a folder that is one thing; links inside are themselves and are not followed.</summary>
internal static class FolderFiles
{
    /// <summary>Every file and link below the folder, in the order of their paths.</summary>
    /// <exception cref="IOException">A part of it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A part of it may not be read.</exception>
    public static IReadOnlyList<FileSystemInfo> Of(string folder)
    {
        List<FileSystemInfo> files = [];
        Stack<DirectoryInfo> open = new([new DirectoryInfo(folder)]);
        while (open.TryPop(out var next))
        {
            foreach (var entry in next.EnumerateFileSystemInfos("*", FolderEntries.All))
            {
                if (entry is DirectoryInfo { LinkTarget: null } child)
                    open.Push(child);
                else
                    files.Add(entry);
            }
        }

        return [.. files.OrderBy(file => file.FullName, StringComparer.Ordinal)];
    }
}
