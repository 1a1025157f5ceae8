using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>Chooses the models that a person names.</summary>
internal static class RootSelection
{
    // Fewer digits would be a name as well.
    private const int LeastDigits = 10;

    /// <returns>The models, and a row for each text that names none.</returns>
    public static (IReadOnlyList<RootUnit> Units, IReadOnlyList<DownloadItem> Missing) Choose(
        IReadOnlyList<RootUnit> units,
        IReadOnlyList<string> wanted,
        IRootEnd source,
        string workingFolder
    )
    {
        if (wanted.Count == 0)
            return (units, []);
        HashSet<RootUnit> chosen = [];
        List<DownloadItem> missing = [];
        foreach (var text in wanted)
        {
            var path = PathOf(text, source, workingFolder);
            var found = units.Where(unit => IsMeant(unit, path)).ToArray();
            chosen.UnionWith(found);
            if (found.Length == 0)
                missing.Add(DownloadItems.From(text, Missing(text, source, workingFolder)));
        }

        return ([.. units.Where(chosen.Contains)], missing);
    }

    // A path of this machine that lies in the root is meant as such; all others begin at the root.
    private static string PathOf(string text, IRootEnd source, string workingFolder)
    {
        if (source is FolderEnd folder)
        {
            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, workingFolder));
            if (Path.Exists(full) && (full == folder.Folder || Records.RecordPaths.IsBelow(full, folder.Folder)))
                return full == folder.Folder ? "" : Records.RecordPaths.Relative(folder.Folder, full);
        }

        return text.Trim('/');
    }

    private static bool IsMeant(RootUnit unit, string path) =>
        path.Length == 0
        || unit.Path == path
        || unit.Path.StartsWith(path + "/", StringComparison.Ordinal)
        || unit.Path[(unit.Path.LastIndexOf('/') + 1)..] == path
        || unit.Files.Concat(unit.Companions).Any(file => file.Path == path)
        || (
            path.Length is >= LeastDigits and <= 64
            && path.All(char.IsAsciiHexDigit)
            && unit.Files.Any(file => file.Sha256?.StartsWith(path, StringComparison.OrdinalIgnoreCase) == true)
        );

    private static Failure Missing(string text, IRootEnd source, string workingFolder) =>
        source is FolderEnd folder && Path.Exists(Path.GetFullPath(text, workingFolder))
            ? new Failure(
                FailureCode.Usage,
                $"{text} does not lie in {folder.Folder}, or is no model; name its root with --root, or take it in with 'berry import'."
            )
            : new Failure(
                FailureCode.NotFound,
                $"{source.Name} has no model \"{text}\"; name its path there, such as loras/ink.safetensors, or nothing for all."
            );
}
