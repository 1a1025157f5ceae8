using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Candidates;

/// <summary>Finds files by the names that workflows call them, in the folders where the application looks.</summary>
/// <param name="roots">The places for models.</param>
/// <param name="hasEnding">Whether a name has the ending of a model file.</param>
/// <param name="isCommon">Whether files of many models have this name.</param>
internal sealed class ModelPlaces(
    IReadOnlyList<LayoutRoot> roots,
    Func<string, bool> hasEnding,
    Func<string, bool> isCommon
)
{
    private ILookup<string, string>? _byName;

    /// <summary>The file in its folder; a sub-folder other than the workflow's is told apart.</summary>
    /// <param name="folder">The id of a folder; null for any.</param>
    /// <param name="name">With <c>/</c> between folders; without an ending where prompts name it.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public PlacedModel? Find(string? folder, string name, CancellationToken cancellationToken)
    {
        var folders = folder is null ? [.. roots.Select(root => root.ModelsFolder)] : FoldersOf(folder);
        var exact = SafePath.IsInside(name)
            ? folders.Select(top => Path.Combine(top, name)).FirstOrDefault(Path.Exists)
            : null;
        if (exact is not null)
            return new PlacedModel(exact, IsAsNamed: true);
        if (isCommon(name))
            return null;
        var named = Named(name, cancellationToken);
        return named.FirstOrDefault(path => folders.Any(top => IsBelow(path, top))) is { } found
            ? new PlacedModel(found, IsAsNamed: folder is null || IsAsNamed(found, folders, name))
            : null;
    }

    /// <summary>Whether a file lies where the application looks for files of that folder.</summary>
    public bool IsIn(string folder, string path) => FoldersOf(folder).Any(top => IsBelow(path, top));

    /// <summary>The id of the folder that a file lies in; null when it is none of the application's.</summary>
    public string? FolderOf(string path) =>
        roots
            .SelectMany(root => root.Kinds.SelectMany(kind => root.FoldersOf(kind).Select(top => (kind.Id, Top: top))))
            .Where(row => IsBelow(path, row.Top))
            .OrderByDescending(row => row.Top.Length)
            .Select(row => row.Id)
            .FirstOrDefault();

    /// <summary>Every file of that name, wherever it lies.</summary>
    public IReadOnlyList<string> Named(string name, CancellationToken cancellationToken)
    {
        _byName ??= Look(cancellationToken);
        var file = name.Split('/')[^1];
        return [.. _byName[file].Concat(hasEnding(file) ? [] : _byName[file + "."]).Distinct()];
    }

    private IReadOnlyList<string> FoldersOf(string folder) =>
        [
            .. roots
                .SelectMany(root =>
                    root.FindKind(folder) is { } kind ? root.FoldersOf(kind)
                    : FileNames.IsSafeComponent(folder) ? [Path.Combine(root.ModelsFolder, folder)]
                    : []
                )
                .Distinct(StringComparer.Ordinal),
        ];

    // By the whole name, and with a dot at the end by what stands before the ending.
    private ILookup<string, string> Look(CancellationToken cancellationToken)
    {
        var tops = roots.SelectMany(root => root.Kinds.SelectMany(root.FoldersOf).Prepend(root.ModelsFolder));
        return ModelCatalog
            .Look([.. tops.Where(Directory.Exists)], cancellationToken)
            .Models.SelectMany(model =>
                new[]
                {
                    (Name: Path.GetFileName(model.Path), model.Path),
                    (Name: Path.GetFileNameWithoutExtension(model.Path) + ".", model.Path),
                }
            )
            .ToLookup(row => row.Name, row => row.Path, StringComparer.OrdinalIgnoreCase);
    }

    // Without its ending a name is as good.
    private static bool IsAsNamed(string path, IReadOnlyList<string> folders, string name) =>
        folders
            .Where(top => IsBelow(path, top))
            .Select(top => Path.GetRelativePath(top, path).Replace('\\', '/'))
            .Any(relative => relative == name || Path.ChangeExtension(relative, null) == name);

    private static bool IsBelow(string path, string top) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(top) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

/// <summary>A file that is here.</summary>
/// <param name="Path">It.</param>
/// <param name="IsAsNamed">Whether the application finds it under the name that the workflow has.</param>
internal sealed record PlacedModel(string Path, bool IsAsNamed);
