using BerryAIGen.Library.Catalog.Describing;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Catalog;

/// <summary>Which models lie in folders, and what is known of each; reads only, and writes nothing into the folders.</summary>
public sealed class ModelCatalog
{
    private readonly BerryLibrary _library;
    private readonly RootRecordCache _records;

    internal ModelCatalog(BerryLibrary library, RootRecordCache records) => (_library, _records) = (library, records);

    /// <summary>The folders for models of the settings and of the environment, each once; empty when none is named.</summary>
    /// <param name="others">Further folders, such as those of providers.</param>
    public IReadOnlyList<string> Folders(IEnumerable<string> others) =>
        WithoutInner(Configured().Concat(others.Select(_library.Folders().FullPath)));

    /// <summary>Goes through folders; of a file nothing is read but what the system says of it.</summary>
    public static FolderLook Look(IReadOnlyList<string> folders, CancellationToken cancellationToken)
    {
        var tops = WithoutInner(folders);
        var walk = ModelWalk.RunThrough(tops, cancellationToken);
        var found = walk.Models.Select(model => FoundModel.Of(model, RootOf(model.Path, tops)));
        var mounts = new Dictionary<string, string>(walk.Places, StringComparer.Ordinal);
        foreach (var top in tops.Where(Directory.Exists))
            mounts[top] = FileSystems.MountOf(top);
        return new FolderLook([.. DividedModels.Join(found)], walk.Skipped, walk.Unread, mounts);
    }

    /// <summary>One model by its path, or by that of one of its files; null when there is none.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="folders">The folders that it may belong to.</param>
    public static FoundModel? Find(string path, IReadOnlyList<string> folders)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var root = RootOf(full, folders);
        if (FileStat.Find(full) is not { IsOther: false } stat)
            return null;
        if (stat.IsFolder)
            return ModelWalk.FindFolder(full) is { } folder ? FoundModel.Of(folder, root) : null;
        if (DividedModels.NameOf(full) is not { } name)
            return FoundModel.Of(new WalkedModel(full, stat), root);
        var parts = name
            .All.Select(part => Path.Combine(Path.GetDirectoryName(full)!, part))
            .Select(part => FileStat.Find(part) is { IsFolder: false } there ? new WalkedModel(part, there) : null)
            .OfType<WalkedModel>();
        return DividedModels.Join(parts.Select(part => FoundModel.Of(part, root))).Single();
    }

    /// <summary>Reads headers, sidecars and records; for one run, and from several threads at once.</summary>
    /// <param name="names">The names in the folders, as far as they were asked for in this run.</param>
    public ModelDescriber Describer(FolderNames? names = null) =>
        new(_library, _records, names ?? new FolderNames(), _library.Time);

    /// <summary>What is known of one file or folder; null when there is none.</summary>
    public ModelDescription? Describe(string path) => Find(path, []) is { } model ? Describer().Describe(model) : null;

    /// <summary>A folder as rows and reports have it.</summary>
    public static string FullPath(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private IEnumerable<string> Configured()
    {
        IReadOnlyList<Layouts.LayoutRoot> roots;
        try
        {
            roots = _library.Folders().RootsOf(DownloadTarget.Default);
        }
        catch (LibraryException none) when (none.Failure.Code == FailureCode.Usage)
        {
            return []; // No place is named anywhere; then there is nothing to look through.
        }

        return roots.SelectMany(root => root.Kinds.SelectMany(root.FoldersOf).Prepend(root.ModelsFolder));
    }

    // A folder inside another one is looked through with it.
    private static List<string> WithoutInner(IEnumerable<string> folders)
    {
        List<string> tops = [];
        foreach (
            var folder in folders.Select(FullPath).Distinct(StringComparer.Ordinal).OrderBy(folder => folder.Length)
        )
        {
            if (!tops.Exists(top => RecordPaths.IsSameOrBelow(folder, top)))
                tops.Add(folder);
        }

        return tops;
    }

    private static string RootOf(string path, IReadOnlyList<string> folders) =>
        folders.FirstOrDefault(folder => RecordPaths.IsSameOrBelow(path, folder)) ?? Path.GetDirectoryName(path)!;
}
