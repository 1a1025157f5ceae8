namespace BerryAIGen.Library.Records;

/// <summary>Paths of the record: relative to a folder, with <c>/</c>, and never outside it.</summary>
internal static class RecordPaths
{
    /// <summary>The path below a folder, as the record has it.</summary>
    public static string Relative(string folder, string path)
    {
        var relative = Path.GetRelativePath(folder, path);
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace('\\', '/');
    }

    /// <summary>The full path of what the record names; a record that somebody changed leads nowhere else.</summary>
    /// <exception cref="LibraryException">The path leaves the folder.</exception>
    public static string Combine(string folder, string relative)
    {
        var full = Path.GetFullPath(Path.Combine(folder, relative));
        return IsBelow(full, folder)
            ? full
            : throw new LibraryException(
                FailureCode.Policy,
                $"\"{relative}\" in the record of {folder} leaves that folder; nothing is done with it."
            );
    }

    /// <summary>Whether a path of the record stays below its folder, wherever that is.</summary>
    public static bool StaysBelow(string relative) =>
        !Path.IsPathRooted(relative) && !relative.Split('/', Path.DirectorySeparatorChar).Contains("..");

    /// <summary>Whether a full path lies below a folder, by their names alone.</summary>
    public static bool IsBelow(string path, string folder) =>
        path.StartsWith(
            Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar,
            StringComparison.Ordinal
        );

    public static bool IsSameOrBelow(string path, string folder) =>
        path == Path.TrimEndingDirectorySeparator(folder) || IsBelow(path, folder);
}
