using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Roots;

/// <summary>The configured roots at their places on disk.</summary>
internal sealed class RootPlaces(LayoutCatalog layouts, LibraryOptions options)
{
    private const string SingleName = "root";
    private const string AnyType = "*";

    private readonly KnownRoots _known = new(options.DataFolder, TimeProvider.System);

    /// <summary>The roots that a target means, highest priority first; empty when it names another place or there are none.</summary>
    /// <exception cref="LibraryException">No root has the layout that is asked for.</exception>
    public IReadOnlyList<(ModelRoot Rules, LayoutRoot Root)> FindFor(DownloadTarget target)
    {
        if (target.Root is { } named)
            RequireFolder(named);
        if (options.Roots.Count == 0)
            return [];
        var meant = target.Root is null ? All : All.Where(root => IsMeant(root, target.Root)).ToList();
        if (meant.Count == 0)
            return [];
        var wanted = target.Layout is null ? null : layouts.Get(target.Layout).Id;
        var fitting = meant
            .Where(root => wanted is null || root.Layout is null || layouts.Get(root.Layout).Id == wanted)
            .ToList();
        return fitting.Count > 0
            ? [.. fitting.Select(root => (root, Open(root, wanted)))]
            : throw new LibraryException(
                FailureCode.Usage,
                $"No root has the layout {wanted}: {string.Join(", ", meant.Select(root => $"{root.Name} has {root.Layout}"))}."
            );
    }

    /// <summary>Ends what needs a folder where a root in a bucket is named; its name would be taken for a folder here.</summary>
    /// <exception cref="LibraryException">It is one in a bucket.</exception>
    public void RequireFolder(string named)
    {
        if (options.Buckets.FirstOrDefault(root => IsMeant(root, named)) is { } bucket)
            throw new LibraryException(
                FailureCode.Usage,
                $"The root {bucket.Name} lies in a bucket ({bucket.Path}): use a folder, and 'berry roots push' or 'berry roots pull' between the two."
            );
    }

    /// <summary>Whether a root is called so.</summary>
    public bool IsName(string text) => All.Any(root => IsMeant(root, text));

    /// <summary>
    /// The folder of a configured root that is not there; it was made when the root was added, so a drive is away. One on
    /// which a drive was mounted stays as an empty folder.
    /// </summary>
    public string? FindAbsent(ModelRoot rules)
    {
        if (!options.Roots.Contains(rules))
            return null;
        var folder = FullPath(rules.Path);
        return Directory.Exists(folder) && _known.FindAbsence(Open(rules, wanted: null).ModelsFolder) is null
            ? null
            : folder;
    }

    /// <summary>The configured root in which a folder would be made although the root is not there.</summary>
    public (ModelRoot Rules, string Folder)? FindAbsentAbove(string folder) =>
        options
            .Roots.Where(rules => RecordPaths.IsSameOrBelow(folder, FullPath(rules.Path)))
            .Select(rules => (Rules: rules, Folder: FindAbsent(rules)))
            .Where(root => root.Folder is not null)
            .Select(root => ((ModelRoot, string)?)(root.Rules, root.Folder!))
            .FirstOrDefault();

    public static bool Takes((ModelRoot Rules, LayoutRoot Root) place, LayoutFolder kind) =>
        place.Rules.Types.Count == 0 || place.Rules.Types.Any(type => place.Root.FindKind(type)?.Id == kind.Id);

    /// <summary>The sub-folders that a root wants for a kind; null for none.</summary>
    public static string? TemplateFor(ModelRoot? rules, LayoutRoot root, LayoutFolder kind) =>
        rules?.Templates.FirstOrDefault(row => root.FindKind(row.Key)?.Id == kind.Id).Value
        ?? rules?.Templates.GetValueOrDefault(AnyType);

    public string FullPath(string path) => FullPath(path, options);

    public static string FullPath(string path, LibraryOptions options)
    {
        var expanded = path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? Home() + path[1..] : path;
        return Path.GetFullPath(expanded, options.WorkingFolder);
    }

    private List<ModelRoot> All =>
        field ??= [
            .. options
                .Roots.Concat(options.Root is { } single ? [new ModelRoot { Name = SingleName, Path = single }] : [])
                .OrderByDescending(root => root.Priority),
        ];

    private LayoutRoot Open(ModelRoot root, string? wanted) =>
        LayoutRoot.Open(
            layouts.Get(root.Layout ?? wanted ?? options.Layout),
            FullPath(root.Path),
            options.ReadVariable
        );

    private bool IsMeant(ModelRoot root, string text) =>
        root.Name.Equals(text, StringComparison.OrdinalIgnoreCase)
        || root.IsBucket && root.Path.Equals(text.TrimEnd('/'), StringComparison.Ordinal)
        || !root.IsBucket
            && Path.TrimEndingDirectorySeparator(FullPath(text))
                == Path.TrimEndingDirectorySeparator(FullPath(root.Path));

    private static string Home() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
