using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Layouts;

/// <summary>A layout at a place on disk.</summary>
public sealed class LayoutRoot
{
    private readonly string? _application;

    private LayoutRoot(Layout layout, string models, string? application)
    {
        Layout = layout;
        ModelsFolder = models;
        _application = application;
    }

    public Layout Layout { get; }

    /// <summary>The folder whose children are <c>checkpoints</c>, <c>loras</c> and so on.</summary>
    public string ModelsFolder { get; }

    /// <summary>
    /// Takes an application's folder or its models folder, whichever it is: the latter when it has the models folder's
    /// name or already holds one of its children; a new or empty folder is taken as the application's.
    /// </summary>
    public static LayoutRoot Open(Layout layout, string folder)
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
        return isModels
            ? OpenModels(layout, root)
            : new LayoutRoot(layout, Path.TrimEndingDirectorySeparator(inside), root);
    }

    /// <summary>Takes a models folder, as <c>MODELS_DIR</c> names it.</summary>
    public static LayoutRoot OpenModels(Layout layout, string folder) =>
        new(layout, Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), null);

    /// <summary>Where a kind of files goes.</summary>
    /// <remarks>A folder outside the models, of an application we do not know, is put among the models by its own name.</remarks>
    public string PathOf(LayoutFolder folder) => PathOf(folder.Path);

    /// <summary>Every existing folder that the application reads for this kind, the one for new files first.</summary>
    public IEnumerable<string> FoldersOf(LayoutFolder folder) =>
        folder.AlsoReads.Prepend(folder.Path).Select(PathOf).Where(Directory.Exists);

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
