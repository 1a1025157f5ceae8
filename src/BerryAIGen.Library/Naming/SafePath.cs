namespace BerryAIGen.Library.Naming;

/// <summary>Joins a folder with a relative path from outside, and lets nothing out of the folder.</summary>
internal static class SafePath
{
    /// <summary>Whether the path is made of plain components only; <c>/</c> separates, an empty path is the folder itself.</summary>
    public static bool IsInside(string relative) =>
        relative.Length == 0
        || (!Path.IsPathRooted(relative) && Array.TrueForAll(relative.Split('/'), FileNames.IsSafeComponent));

    /// <exception cref="LibraryException">The path leaves the folder.</exception>
    public static string Combine(string folder, string relative)
    {
        var root = Path.GetFullPath(folder);
        if (!IsInside(relative))
            throw new LibraryException(
                FailureCode.Policy,
                $"\"{relative}\" leaves the folder {root}; give a path below it."
            );
        return relative.Length == 0 ? root : Path.GetFullPath(Path.Combine(root, relative));
    }
}
