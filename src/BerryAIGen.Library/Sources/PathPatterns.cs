using System.IO.Enumeration;

namespace BerryAIGen.Library.Sources;

/// <summary>Patterns of paths with <c>/</c>: <c>*</c> stands for anything, folders included, <c>?</c> for one letter.</summary>
internal static class PathPatterns
{
    /// <summary>Whether a path is wanted by the choice; without patterns every one is.</summary>
    public static bool Allow(FileChoice choice, string path) =>
        (choice.Include.Count == 0 || choice.Include.Any(pattern => Fits(pattern, path)))
        && !choice.Exclude.Any(pattern => Fits(pattern, path))
        && (choice.Name is null || Fits(choice.Name, path.Split('/')[^1]));

    /// <summary>Whether the choice names paths at all.</summary>
    public static bool IsNamed(FileChoice choice) => choice.Include.Count > 0 || choice.Name is not null;

    private static bool Fits(string pattern, string path) =>
        FileSystemName.MatchesSimpleExpression(pattern.EndsWith('/') ? pattern + "*" : pattern, path, ignoreCase: true);
}
