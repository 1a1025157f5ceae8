using BerryAIGen.Library.Layouts.ComfyUi;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Layouts;

/// <summary>A layout at a place on disk.</summary>
public sealed class LayoutRoot
{
    // Not models, whatever files they hold.
    private static readonly HashSet<string> OtherTypes = new(StringComparer.Ordinal) { "custom_nodes", "configs" };

    private readonly string? _application;
    private readonly SearchFolders? _searched;

    private LayoutRoot(Layout layout, string models, string? application, SearchFolders? searched = null)
    {
        Layout = layout;
        ModelsFolder = models;
        _application = application;
        _searched = searched;
    }

    public Layout Layout { get; }

    /// <summary>The folder whose children are <c>checkpoints</c>, <c>loras</c> and so on.</summary>
    public string ModelsFolder { get; }

    /// <summary>
    /// Takes an application's folder or its models folder, whichever it is: the latter when it has the models folder's
    /// name or already holds one of its children; a new or empty folder is taken as the application's.
    /// </summary>
    /// <param name="layout">The application's rules.</param>
    /// <param name="folder">Either of the two.</param>
    /// <param name="variable">The environment, for applications whose own settings name further folders; null reads none of them.</param>
    /// <exception cref="LibraryException">The application's own settings cannot be read.</exception>
    public static LayoutRoot Open(Layout layout, string folder, Func<string, string?>? variable = null)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var inside = Path.Combine(root, layout.ModelsFolder);
        var isModels =
            layout.ModelsFolder.Length > 0
            && !Directory.Exists(inside)
            && (
                Path.GetFileName(root).Equals(layout.ModelsFolder, StringComparison.OrdinalIgnoreCase)
                || layout.Folders.Any(kind =>
                    FindInModels(layout, kind.Path) is { } path && Directory.Exists(Path.Combine(root, path))
                )
            );
        var models = Path.TrimEndingDirectorySeparator(isModels ? root : inside);
        var application = isModels ? null : root;
        return new LayoutRoot(
            layout,
            models,
            application,
            FindSearched(layout, application ?? models, isModels, variable)
        );
    }

    /// <summary>Takes a models folder, as <c>MODELS_DIR</c> names it.</summary>
    public static LayoutRoot OpenModels(Layout layout, string folder) =>
        new(layout, Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), null);

    /// <summary>Every kind of folder, those included that only the application's own settings name.</summary>
    public IEnumerable<LayoutFolder> Kinds =>
        _searched is null
            ? Layout.Folders
            : Layout.Folders.Concat(
                _searched
                    .Folders.Where(found =>
                        !Layout.FoldersById.ContainsKey(found.Type) && !OtherTypes.Contains(found.Type)
                    )
                    .Select(found => new LayoutFolder { Id = found.Type, Path = found.Type })
            );

    /// <summary>True when a file hides all others of its kind that have the same path in a folder behind its own.</summary>
    public bool IsFirstFolderFirst => Layout.Search is not null;

    /// <summary>A kind by a name that a person uses; null when none fits.</summary>
    public LayoutFolder? FindKind(string name) =>
        Layout.FindFolder(name) ?? Kinds.FirstOrDefault(kind => kind.Id == name.Trim());

    /// <summary>Where a kind of files goes.</summary>
    /// <remarks>A folder outside the models, of an application we do not know, is put among the models by its own name.</remarks>
    public string PathOf(LayoutFolder folder) => FindOwnDefault(folder) ?? PathOf(folder.Path);

    /// <summary>Why a kind goes elsewhere than the layout says; null when it does not.</summary>
    public string? FindReason(LayoutFolder folder) =>
        FindOwnDefault(folder) is null
            ? null
            : $"goes to {Layout.Name}'s default for {folder.Id}, which {Layout.Search!.SettingsFile} names";

    /// <summary>Every existing folder that the application reads for this kind, first found first.</summary>
    public IEnumerable<string> FoldersOf(LayoutFolder folder) =>
        (
            _searched?.Find(folder.Id) is { } found
                ? found.Paths.Concat(found.LaterPaths).Append(PathOf(folder))
                : folder.AlsoReads.Prepend(folder.Path).Select(PathOf)
        )
            .Distinct()
            .Where(Directory.Exists);

    // Only a folder that a person put first moves new files; the built-in order has old names before new ones.
    private string? FindOwnDefault(LayoutFolder folder) =>
        _searched?.Find(folder.Id) is { } found && !found.BuiltIn.Contains(found.Default) ? found.Default : null;

    private static SearchFolders? FindSearched(
        Layout layout,
        string folder,
        bool isModels,
        Func<string, string?>? variable
    )
    {
        var application = isModels ? Path.GetDirectoryName(folder) : folder;
        if (variable is null || layout.Search is null || application is null)
            return null;
        if (!File.Exists(Path.Combine(application, layout.Search.SettingsFile)))
            return null;
        var found = ComfyUiFolders.Read(layout, application, [], variable);
        return found.Problems is [var problem, ..]
            ? throw new LibraryException(FailureCode.Usage, $"{layout.Name} does not start with this: {problem}")
            : found.Folders;
    }

    private string PathOf(string path) =>
        _application is not null
            ? SafePath.Combine(_application, path)
            : SafePath.Combine(ModelsFolder, FindInModels(Layout, path) ?? path.Split('/')[^1]);

    private static string? FindInModels(Layout layout, string path) =>
        layout.ModelsFolder.Length == 0 ? path
        : path.StartsWith(layout.ModelsFolder + "/", StringComparison.Ordinal)
            ? path[(layout.ModelsFolder.Length + 1)..]
        : null;
}
