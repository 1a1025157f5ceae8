using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Identification.Routing;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Roots;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Downloads.Planning;

/// <summary>Decides the folder of a file: exactly the one named, or the layout's below a root.</summary>
internal sealed class TargetFolders(LayoutCatalog layouts, LibraryOptions options, ModelFolders? owned = null)
{
    private const string ModelsFolder = "models";
    private const string PartsFolder = "downloads";

    private readonly ModelFolders _owned = owned ?? new ModelFolders();
    private readonly RootPlaces _roots = new(layouts, options);
    private readonly ReadOnlyRoots _readOnly = new(options);

    /// <summary>Where the file may go, the best place first, and read-only places where it may already be.</summary>
    /// <exception cref="LibraryException">No place is named anywhere, or no root takes the type.</exception>
    public IReadOnlyList<Destination> FindAll(RemoteFile file, DownloadTarget target)
    {
        if (target.Folder is not null)
        {
            var exact = FullPath(target.Folder);
            RequireNoFile(exact);
            var below = Below(exact, file, target.Template, isNamedInPrompts: false);
            return
            [
                Guarded(
                    new Destination
                    {
                        Folder = below,
                        KindFolder = exact,
                        RecordRoot = target.RecordRoot ?? exact,
                        Parts = target.RecordRoot is { } root ? Path.Combine(root, PartsFolder) : null,
                        Note = file.Note,
                    }
                ),
            ];
        }

        if (target.Below is { } name)
            return [Guarded(BelowModels(RootOf(target).ModelsFolder, name, file, target.Template))];
        if (_roots.FindFor(target) is not { Count: > 0 } places)
            return [Guarded(In(RootOf(target), rules: null, file, target))];
        var taking = places.Where(place => RootPlaces.Takes(place, KindOf(place.Root, file, target).Kind)).ToList();
        return taking.Count > 0
            ? [.. taking.Select(place => In(place.Root, place.Rules, file, target))]
            : throw new LibraryException(
                FailureCode.Usage,
                $"No root takes {KindOf(places[0].Root, file, target).Kind.Id}: {string.Join(", ", places.Select(place => place.Rules.Name))} have other types. Change one with 'berry roots set', or name a place with --root or --to."
            );
    }

    /// <summary>Every place that is meant, for commands that read.</summary>
    public IReadOnlyList<LayoutRoot> RootsOf(DownloadTarget target) =>
        _roots.FindFor(target) is { Count: > 0 } places ? [.. places.Select(place => place.Root)] : [RootOf(target)];

    /// <summary>Ends a command that only reads where the folder that a person named is not there.</summary>
    /// <exception cref="LibraryException">It does not exist, or is a file.</exception>
    public void RequireExisting(DownloadTarget target)
    {
        var named = target.Folder ?? target.Root;
        if (target.Root is { } root)
            _roots.RequireFolder(root);
        if (named is null || Directory.Exists(FullPath(named)) || _roots.IsName(named))
            return;
        RequireNoFile(FullPath(named));
        throw new LibraryException(FailureCode.NotFound, $"{named} does not exist; check the name.");
    }

    private static void RequireNoFile(string folder)
    {
        if (File.Exists(folder))
            throw new LibraryException(FailureCode.Usage, $"{folder} is a file; name a folder.");
    }

    /// <summary>The layout at its place.</summary>
    /// <exception cref="LibraryException">No place is named anywhere; the message names the three.</exception>
    public LayoutRoot RootOf(DownloadTarget target)
    {
        if (_roots.FindFor(target) is [var first, ..])
            return first.Root;
        var layout = layouts.Get(target.Layout ?? options.Layout);
        if (target.Root is not null)
        {
            RequireNoFile(FullPath(target.Root));
            return LayoutRoot.Open(layout, FullPath(target.Root), options.ReadVariable);
        }

        if (options.Root is not null)
            return LayoutRoot.Open(layout, FullPath(options.Root), options.ReadVariable);
        if (options.ModelsFolder is not null)
            return LayoutRoot.OpenModels(layout, FullPath(options.ModelsFolder));
        var local = FullPath(ModelsFolder);
        return Directory.Exists(local)
            ? LayoutRoot.OpenModels(layout, local)
            : throw new NoPlaceException("name one with --to or --root");
    }

    /// <summary>The models folder of what a person named: an application's folder means the models in it, all others themselves.</summary>
    public string ModelsIn(string named)
    {
        var models = RootOf(DownloadTarget.Default with { Root = named }).ModelsFolder;
        return Directory.Exists(models) ? models : FullPath(named);
    }

    /// <summary>The kind of folder a person named.</summary>
    public static LayoutFolder GetKind(LayoutRoot root, string name)
    {
        if (root.FindKind(name) is { } kind)
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
        // What has a type goes by it; folder names in a repository are only a habit.
        var mayHint = file.Subfolder is not null || file is { ModelType: null, FileType: null };
        if (mayHint && HintedKind(root.Layout, file) is { } hinted)
            return (hinted, null);
        var format = file.Format ?? (Path.GetExtension(file.Name)?.ToLowerInvariant() == ".gguf" ? "GGUF" : null);
        var kind = root.Layout.FolderFor(file.ModelType, file.FileType, format);
        var plain = root.Layout.FolderFor(file.ModelType, file.FileType, format: null);
        return kind == plain
            ? (kind, null)
            : (kind, $"goes to {kind.Id}, not {plain.Id}: {root.Layout.FindReason(format, plain.Id)}");
    }

    private Destination In(LayoutRoot root, ModelRoot? rules, RemoteFile file, DownloadTarget target)
    {
        var (kind, note) = KindOf(root, file, target);
        var folder = root.PathOf(kind);
        var template = target.Template ?? RootPlaces.TemplateFor(rules, root, kind);
        var exact = Below(folder, file, template, kind.IsNamedInPrompts);
        var below = Path.GetRelativePath(folder, exact);
        return new Destination
        {
            Folder = exact,
            // A part of a model that is a folder stays where the others are.
            Route =
                target.ModelType is null && file.Subfolder is null
                    ? new HeaderRoute(root, kind, below == "." ? "" : below)
                    : null,
            KindFolder = folder,
            RecordRoot = root.ModelsFolder,
            Parts = Path.Combine(root.ModelsFolder, PartsFolder),
            Note = Sentences.Join(file.Note, note, root.FindReason(kind)),
            Root = rules?.Name,
            IsReadOnly = rules?.IsReadOnly ?? false,
            Absent = rules is null ? null : _roots.FindAbsent(rules),
            FloorBytes = rules?.MinFreeBytes ?? 0,
            AfterDownload = rules?.AfterDownload,
        };
    }

    private Destination BelowModels(string models, string name, RemoteFile file, string? template)
    {
        var folder = SafePath.Combine(models, name);
        return new Destination
        {
            Folder = Below(folder, file, template, isNamedInPrompts: false),
            KindFolder = folder,
            RecordRoot = models,
            Parts = Path.Combine(models, PartsFolder),
            Note = file.Note,
        };
    }

    // A folder that is named outright may lie in a root that must not be written to.
    private Destination Guarded(Destination place) =>
        _readOnly.Find(place.Folder) is { } rules ? place with { Root = rules.Name, IsReadOnly = true }
        : _roots.FindAbsentAbove(place.Folder) is { } away ? place with { Root = away.Rules.Name, Absent = away.Folder }
        : place;

    private static LayoutFolder? HintedKind(Layout layout, RemoteFile file) =>
        file.FolderHints.Select(layout.FindFolder).OfType<LayoutFolder>().FirstOrDefault();

    private string Below(string folder, RemoteFile file, string? template, bool isNamedInPrompts)
    {
        var place = template is not null
            ? SafePath.Combine(folder, PathTemplate.Parse(template).Render(file, isNamedInPrompts))
            : folder;
        return file.Subfolder is null ? place : _owned.Find(place, file);
    }

    /// <summary>Whether a root of the settings is called so.</summary>
    public bool IsName(string text) => _roots.IsName(text);

    /// <summary>A path as a person wrote it.</summary>
    public string FullPath(string path) => _roots.FullPath(path);
}
