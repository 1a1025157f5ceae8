namespace BerryAIGen.Library.Sidecars;

/// <summary>Finds the preview picture that an application would show.</summary>
internal static class PreviewFiles
{
    /// <summary>The first of the endings that there is; letters of another case only when none fits exactly.</summary>
    public static string? Find(string filePath, IReadOnlyList<string> endings)
    {
        if (endings.Count == 0)
            return null;
        var folder = new DirectoryInfo(Path.GetDirectoryName(Path.GetFullPath(filePath))!);
        var stem = Path.GetFileNameWithoutExtension(filePath);
        return
            folder.Exists && Choose([.. folder.EnumerateFiles().Select(file => file.Name)], stem, endings) is { } name
            ? Path.Combine(folder.FullName, name)
            : null;
    }

    /// <summary>The same among names.</summary>
    public static string? Choose(IReadOnlyCollection<string> names, string stem, IReadOnlyList<string> endings) =>
        Choose(names, stem, endings, StringComparison.Ordinal)
        ?? Choose(names, stem, endings, StringComparison.OrdinalIgnoreCase);

    private static string? Choose(
        IReadOnlyCollection<string> names,
        string stem,
        IReadOnlyList<string> endings,
        StringComparison comparison
    ) =>
        endings
            .Select(ending => names.FirstOrDefault(name => name.Equals(stem + ending, comparison)))
            .FirstOrDefault(name => name is not null);
}
