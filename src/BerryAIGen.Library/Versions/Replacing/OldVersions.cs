namespace BerryAIGen.Library.Versions.Replacing;

/// <summary>The words for what becomes of a replaced file.</summary>
public static class OldVersions
{
    /// <summary>In the order of the help, the default first.</summary>
    public static IReadOnlyList<string> All { get; } =
    [.. Enum.GetNames<OldVersion>().Select(name => name.ToLowerInvariant())];

    /// <exception cref="LibraryException">There is no such word.</exception>
    public static OldVersion Parse(string word) =>
        All.Contains(word) && Enum.TryParse<OldVersion>(word, ignoreCase: true, out var old)
            ? old
            : throw new LibraryException(
                FailureCode.Usage,
                $"An old version goes to one of {string.Join(", ", All)}, not \"{word}\"."
            );
}
