using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>
/// Finds the models among paths, by their names alone: a bucket is listed and not opened. What is no model and belongs to
/// none stays where it is, and so does what is hidden.
/// </summary>
internal static class RootUnits
{
    private const string Configuration = "config.json";

    public static IReadOnlyList<RootUnit> Of(IEnumerable<RootFile> files)
    {
        var seen = files.Where(file => !IsHidden(file.Path)).ToArray();
        var folders = ModelFolders(seen);
        var inside = seen.ToLookup(file => FindFolder(file.Folder, folders));
        List<RootUnit> units = [];
        // A look-up has no key of nothing but the absent one: those are the files alone.
        foreach (var folder in inside[null].GroupBy(file => file.Folder, StringComparer.Ordinal))
            units.AddRange(InFolder([.. folder], [.. folders.Where(model => FolderOf(model) == folder.Key)], inside));
        var told = units.Select(unit => unit.Path).ToHashSet(StringComparer.Ordinal);
        units.AddRange(folders.Where(model => !told.Contains(model)).Select(model => OfFolder(model, inside, [])));
        return [.. units.OrderBy(unit => unit.Path, StringComparer.Ordinal)];
    }

    private static IEnumerable<RootUnit> InFolder(
        IReadOnlyList<RootFile> files,
        IReadOnlyList<string> folders,
        ILookup<string?, RootFile> inside
    )
    {
        var names = files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var models = files.Where(file => IsModel(file.Name, names)).ToArray();
        // By the whole name and by the name without its ending: "ink.safetensors.civitai.json" and "ink.png".
        var owners = models
            .Select(model => (model.Name, model.Path))
            .Concat(models.Select(model => (Name: StemOf(model.Name), model.Path)))
            .Concat(folders.Select(folder => (Name: folder[(folder.LastIndexOf('/') + 1)..], Path: folder)))
            .Distinct()
            .ToLookup(owner => owner.Name, owner => owner.Path, StringComparer.Ordinal);
        var companions = files
            .Except(models)
            .Where(file => ModelUnit.HasCompanionEnding(file.Name))
            .SelectMany(file => OwnersOf(file.Name, owners).Select(owner => (Owner: owner, File: file)))
            .ToLookup(row => row.Owner, row => row.File, StringComparer.Ordinal);
        return
        [
            .. models.Select(model => new RootUnit(model.Path, [model], [.. companions[model.Path]])),
            .. folders.Select(folder => OfFolder(folder, inside, [.. companions[folder]])),
        ];
    }

    private static RootUnit OfFolder(
        string folder,
        ILookup<string?, RootFile> inside,
        IReadOnlyList<RootFile> companions
    ) =>
        new(
            folder,
            [
                .. inside[folder]
                    .OrderBy(file => IsIndex(folder, file.Path))
                    .ThenBy(file => file.Path, StringComparer.Ordinal),
            ],
            companions
        );

    /// <summary>Whether a file makes its folder a model.</summary>
    public static bool IsIndex(string folder, string path) =>
        path == $"{folder}/{ModelFileNames.PipelineIndex}" || path == $"{folder}/{Configuration}";

    // The longest name that a file's own begins with is its owner's.
    private static IEnumerable<string> OwnersOf(string name, ILookup<string, string> owners)
    {
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            if (owners[name[..dot]] is var found && found.Any())
                return found;
        }

        return [];
    }

    private static bool IsModel(string name, HashSet<string> names) =>
        ModelNames.HasEnding(name)
        || (
            !name.EndsWith(Sidecar.Ending, StringComparison.Ordinal)
            && !ModelUnit.HasCompanionEnding(name)
            && names.Contains(Sidecar.PathOf(name))
        );

    /// <summary>The topmost folders that are one model each; the root itself is none.</summary>
    private static HashSet<string> ModelFolders(IReadOnlyList<RootFile> files)
    {
        var weighty = files
            .Where(file => ModelNames.HasEnding(file.Name))
            .Select(file => file.Folder)
            .ToHashSet(StringComparer.Ordinal);
        var folders = files
            .Where(file =>
                file.Folder.Length > 0
                && (
                    file.Name == ModelFileNames.PipelineIndex
                    || (file.Name == Configuration && weighty.Contains(file.Folder))
                )
            )
            .Select(file => file.Folder)
            .ToHashSet(StringComparer.Ordinal);
        return [.. folders.Where(folder => FindFolder(FolderOf(folder), folders) is null)];
    }

    private static string? FindFolder(string folder, HashSet<string> folders)
    {
        string? found = null;
        for (; folder.Length > 0; folder = FolderOf(folder))
        {
            if (folders.Contains(folder))
                found = folder;
        }

        return found;
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "";

    private static string StemOf(string name) => name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : name;

    // What leads out of the root is not hidden: it is refused, and told.
    private static bool IsHidden(string path) =>
        path.Split('/')
            .Any(part => part.StartsWith('.') && part != "." && !part.StartsWith("..", StringComparison.Ordinal));
}
