using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Pictures.Folders;

/// <summary>Which folders may be folders of pictures.</summary>
public sealed class PictureFolderRules
{
    // As many as the system follows; more are a ring.
    private const int MostLinks = 40;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    // No disk: what the system says of itself.
    private static readonly string[] SystemFolders = ["/proc", "/sys", "/dev", "/run"];

    private readonly LibraryOptions _options;

    internal PictureFolderRules(LibraryOptions options) => _options = options;

    /// <summary>The program's own folders, which hold pictures that nobody made.</summary>
    public IReadOnlyList<string> Own =>
        [
            .. new[] { _options.DataFolder, _options.ConfigurationFolder, _options.CacheFolder }
                .OfType<string>()
                .Select(Clean),
        ];

    private string? Generated => _options.DataFolder is { } data ? Path.Combine(Clean(data), "generated") : null;

    /// <summary>The folder's one name.</summary>
    /// <param name="path">As a person gave it.</param>
    /// <exception cref="LibraryException">It may not be one; the message says why.</exception>
    public string Check(string? path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0') || !Path.IsPathFullyQualified(path))
            throw new LibraryException(
                FailureCode.Usage,
                $"\"path\" names a folder by its whole path, such as /home/me/ComfyUI/output, not \"{path}\"."
            );
        var full = Clean(path);
        if (!Directory.Exists(full))
            throw File.Exists(full)
                ? new LibraryException(
                    FailureCode.Usage,
                    $"{full} is a file; name the folder that the pictures are in."
                )
                : new LibraryException(
                    FailureCode.NotFound,
                    $"{full} does not exist; check the name, or connect its drive."
                );
        if (Path.GetPathRoot(full) == full)
            throw new LibraryException(
                FailureCode.Policy,
                $"{full} is the whole file system; name the folder that the pictures are in."
            );
        if (SystemFolders.Any(top => RecordPaths.IsSameOrBelow(Real(full), top)))
            throw new LibraryException(
                FailureCode.Policy,
                $"{full} belongs to the system; name a folder that the pictures are in."
            );
        // What was generated was made by somebody, wherever it is saved.
        var isGenerated = Generated is { } made && RecordPaths.IsSameOrBelow(Real(full), Real(made));
        if (!isGenerated && Own.FirstOrDefault(own => RecordPaths.IsSameOrBelow(Real(full), Real(own))) is { } mine)
            throw new LibraryException(
                FailureCode.Policy,
                $"{full} lies in {mine}, which is the program's own; name a folder that the pictures are in."
            );
        return full;
    }

    /// <summary>Whether two folders would have pictures twice.</summary>
    public static bool Overlap(string one, bool isOneRecursive, string other, bool isOtherRecursive) =>
        one == other
        || (isOneRecursive && RecordPaths.IsSameOrBelow(other, one))
        || (isOtherRecursive && RecordPaths.IsSameOrBelow(one, other));

    private static string Clean(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>The folder itself: links may stand anywhere on the way, and on the way to where they lead.</summary>
    public static string Real(string path)
    {
        var here = RootOf(path);
        var links = MostLinks;
        var left = new Stack<string>();
        Follow(path);
        while (left.TryPop(out var name))
        {
            // Up from where a link leads, not from where it stands.
            if (name == "..")
            {
                here = Path.GetDirectoryName(here) ?? here;
                continue;
            }

            var next = Path.Combine(here, name);
            // Also one whose drive is away.
            if (links == 0 || new DirectoryInfo(next).LinkTarget is not { } target)
            {
                here = next;
                continue;
            }

            links--;
            if (Path.IsPathRooted(target))
                here = RootOf(target);
            Follow(target);
        }

        return here;

        void Follow(string way)
        {
            foreach (var name in way[RootOf(way).Length..].Split(Separators).Reverse())
            {
                if (name.Length > 0 && name != ".")
                    left.Push(name);
            }
        }
    }

    private static string RootOf(string path) => Path.GetPathRoot(path) ?? "";
}
