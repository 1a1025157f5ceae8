using BerryAIGen.Library.Files;

namespace BerryAIGen.Library.Pictures.Folders;

/// <summary>
/// Goes through a folder of pictures, one folder after the other, so that the memory needed is that of the largest one. Links
/// are not followed, hidden files and folders are passed over.
/// </summary>
public sealed class PictureWalk
{
    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png",
        ".apng",
        ".jpg",
        ".jpeg",
        ".jfif",
        ".webp",
        ".avif",
        ".heic",
        ".heif",
        ".gif",
        ".mp4",
        ".m4v",
        ".webm",
        ".mkv",
    };

    private static readonly EnumerationOptions Visible = new()
    {
        RecurseSubdirectories = false,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
    };

    private readonly string _top;
    private readonly bool _isRecursive;
    private readonly IReadOnlyList<string> _without;
    private readonly List<string> _unread = [];

    /// <param name="folder">The folder of pictures.</param>
    /// <param name="isRecursive">Whether its sub-folders belong to it.</param>
    /// <param name="without">Folders that are passed over, such as the program's own.</param>
    public PictureWalk(string folder, bool isRecursive, IEnumerable<string> without) =>
        (_top, _isRecursive, _without) = (folder, isRecursive, [.. without.Select(Path.GetFullPath)]);

    /// <summary>Folders that could not be read, with the reason; what was known of them is not gone.</summary>
    public IReadOnlyList<string> Problems => _unread;

    /// <summary>The paths of the pictures below the folder, with <c>/</c> between folders; each folder's in order.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public IEnumerable<string> Paths(CancellationToken cancellationToken)
    {
        _unread.Clear();
        var waiting = new Stack<string>();
        waiting.Push(_top);
        while (waiting.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var file in Entries(folder, Directory.EnumerateFiles).Where(IsPicture))
                yield return Relative(file);
            if (!_isRecursive)
                yield break;
            foreach (var inner in Entries(folder, Directory.EnumerateDirectories).Reverse())
                if (!_without.Contains(inner, StringComparer.Ordinal))
                    waiting.Push(inner);
        }
    }

    /// <summary>Whether a picture that was there may be gone: it is not there, or not in a part that is looked at any more.</summary>
    public bool IsGone(string relativePath) =>
        !_isRecursive && relativePath.Contains('/')
        || FoundPicture.Find(_top, relativePath) is null && !IsUnread(relativePath);

    private bool IsUnread(string relativePath) =>
        Path.GetDirectoryName(Path.Combine(_top, relativePath)) is { } folder
        && _unread.Exists(one => folder == one || folder.StartsWith(one + '/', StringComparison.Ordinal));

    private string[] Entries(string folder, Func<string, string, EnumerationOptions, IEnumerable<string>> list)
    {
        try
        {
            return [.. list(folder, "*", Visible).Order(StringComparer.Ordinal)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            if (!_unread.Contains(folder))
                _unread.Add(folder);
            return [];
        }
    }

    private string Relative(string path) => Path.GetRelativePath(_top, path).Replace(Path.DirectorySeparatorChar, '/');

    private static bool IsPicture(string path) => Endings.Contains(Path.GetExtension(path));
}

/// <summary>A picture in a folder, and what tells whether it changed.</summary>
/// <param name="Path">Below the folder, with <c>/</c> between folders.</param>
/// <param name="FullPath">Where it is.</param>
/// <param name="SizeBytes">How long it is.</param>
/// <param name="ModifiedTicks">When it was last written, in ticks of UTC.</param>
public sealed record FoundPicture(string Path, string FullPath, long SizeBytes, long ModifiedTicks)
{
    /// <summary>Null when it is not there, or is no file.</summary>
    public static FoundPicture? Find(string folder, string relativePath)
    {
        var full = System.IO.Path.Combine(folder, relativePath);
        return FileStat.Find(full) is { IsFolder: false, IsOther: false } stat
            ? new FoundPicture(relativePath, full, stat.Stamp.SizeBytes, stat.Stamp.Modified.UtcTicks)
            : null;
    }
}
