using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Identification.Routing;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>Decides the folder of a file: exactly the one named, or the layout's below a root.</summary>
internal sealed class TargetFolders(LayoutCatalog layouts, LibraryOptions options)
{
    private const string ModelsFolder = "models";
    private const string PartsFolder = "downloads";

    /// <summary>Where a file goes, before anybody looked into it.</summary>
    public TargetPlace Find(RemoteFile file, DownloadTarget target)
    {
        if (target.Folder is not null)
        {
            var exact = FullPath(target.Folder);
            return new TargetPlace(Below(exact, file, target, isNamedInPrompts: false), exact);
        }

        var root = RootOf(target);
        var (kind, note) = KindOf(root, file, target);
        var top = root.PathOf(kind);
        var folder = Below(top, file, target, kind.IsNamedInPrompts);
        var below = Path.GetRelativePath(top, folder);
        return new TargetPlace(folder, root.ModelsFolder)
        {
            Parts = Path.Combine(root.ModelsFolder, PartsFolder),
            Note = note,
            Route = target.ModelType is null ? new HeaderRoute(root, kind, below == "." ? "" : below) : null,
        };
    }

    /// <summary>The layout at its place.</summary>
    /// <exception cref="LibraryException">No place is named anywhere; the message names the three.</exception>
    public LayoutRoot RootOf(DownloadTarget target)
    {
        var layout = layouts.Get(target.Layout ?? options.Layout);
        if (target.Root is not null)
            return LayoutRoot.Open(layout, FullPath(target.Root));
        if (options.Root is not null)
            return LayoutRoot.Open(layout, FullPath(options.Root));
        if (options.ModelsFolder is not null)
            return LayoutRoot.OpenModels(layout, FullPath(options.ModelsFolder));
        var local = FullPath(ModelsFolder);
        return Directory.Exists(local)
            ? LayoutRoot.OpenModels(layout, local)
            : throw new LibraryException(
                FailureCode.Usage,
                "There is no place for models: name one with --to or --root, set MODELS_DIR, or make a folder ./models here."
            );
    }

    /// <summary>The kind of folder a person named.</summary>
    public static LayoutFolder GetKind(LayoutRoot root, string name)
    {
        if (root.Layout.FindFolder(name) is { } kind)
            return kind;
        // Extensions bring folders of their own; one that is there is meant.
        if (FileNames.IsSafeComponent(name) && Directory.Exists(Path.Combine(root.ModelsFolder, name)))
            return new LayoutFolder { Id = name, Path = PathIn(root.Layout, name) };
        var known = string.Join(", ", root.Layout.Folders.Select(folder => folder.Id).Order(StringComparer.Ordinal));
        throw new LibraryException(
            FailureCode.Usage,
            $"{root.Layout.Name} has no folder \"{name}\"; use one of {known}, or one that exists in {root.ModelsFolder}."
        );
    }

    private static string PathIn(Layout layout, string name) =>
        layout.ModelsFolder.Length == 0 ? name : $"{layout.ModelsFolder}/{name}";

    private static (LayoutFolder Kind, string? Note) KindOf(LayoutRoot root, RemoteFile file, DownloadTarget target)
    {
        if (target.ModelType is { } named)
            return (GetKind(root, named), null);
        var format = file.Format ?? (Path.GetExtension(file.Name)?.ToLowerInvariant() == ".gguf" ? "GGUF" : null);
        var kind = root.Layout.FolderFor(file.ModelType, file.FileType, format);
        var plain = root.Layout.FolderFor(file.ModelType, file.FileType, format: null);
        return kind == plain
            ? (kind, null)
            : (kind, $"goes to {kind.Id}, not {plain.Id}: {root.Layout.FindReason(format, plain.Id)}");
    }

    private static string Below(string folder, RemoteFile file, DownloadTarget target, bool isNamedInPrompts) =>
        target.Template is { } template
            ? SafePath.Combine(folder, PathTemplate.Parse(template).Render(file, isNamedInPrompts))
            : folder;

    /// <summary>A path as a person wrote it.</summary>
    public string FullPath(string path)
    {
        var expanded = path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? Home() + path[1..] : path;
        return Path.GetFullPath(expanded, options.WorkingFolder);
    }

    private static string Home() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
}
