using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Locks;

/// <summary>Turns the places of a lock into paths of one machine, and back.</summary>
internal sealed class LockRoot
{
    private readonly Lazy<IReadOnlyList<(string Kind, string Path)>> _kinds;

    /// <param name="layout">Places are kinds of folders of this layout; null for one folder that a person named exactly.</param>
    /// <param name="folder">What a place without a kind starts at.</param>
    public LockRoot(LayoutRoot? layout, string folder)
    {
        Layout = layout;
        Folder = Path.GetFullPath(folder);
        _kinds = new(() => layout is null ? [] : [.. KindsOf(layout)]);
    }

    public LayoutRoot? Layout { get; }

    /// <summary>The models folder of the layout, or the folder itself; what is downloaded is written down there.</summary>
    public string Folder { get; }

    /// <summary>True where anything of it exists.</summary>
    public bool Exists => Directory.Exists(Folder) || _kinds.Value.Any(kind => Directory.Exists(kind.Path));

    /// <summary>Where the file is, in whichever folder the application reads for its kind, else where it belongs.</summary>
    /// <exception cref="LibraryException">The layout has no such folder, or the place leaves it.</exception>
    public string PathOf(LockedFile file)
    {
        if (file.Folder is null)
            return SafePath.Combine(Folder, file.Path);
        if (Layout is null)
            throw new LibraryException(
                FailureCode.Usage,
                $"{file.Place} belongs to a kind of folder; name a root with --root."
            );
        var kind = TargetFolders.GetKind(Layout, file.Folder);
        return Layout.FoldersOf(kind).Select(folder => SafePath.Combine(folder, file.Path)).FirstOrDefault(Path.Exists)
            ?? SafePath.Combine(Layout.PathOf(kind), file.Path);
    }

    /// <summary>The kind of folder and the path below it; null for a file outside the root.</summary>
    public (string? Folder, string Path)? Find(string path)
    {
        foreach (var (kind, folder) in _kinds.Value)
        {
            if (Below(folder, path) is { } relative)
                return (kind, relative);
        }

        return Below(Folder, path) is { } plain ? (null, plain) : null;
    }

    /// <summary>Whether a place is in a folder of models, not merely somewhere below the root.</summary>
    public bool IsAmongModels(LockedFile file)
    {
        // A kind leads to a folder of models, or nowhere; a folder that a person named exactly is one.
        if (Layout is null || file.Folder is not null)
            return true;
        var path = SafePath.Combine(Folder, file.Path);
        return _kinds.Value.Any(kind => RecordPaths.IsBelow(path, kind.Path)) || IsInFurtherFolder(file.Path);
    }

    // Extensions bring folders of their own among the models; one that is there is meant.
    private bool IsInFurtherFolder(string path) =>
        Layout!.Layout.ModelsFolder.Length > 0
        && path.Split('/') is [var first, _, ..]
        && Directory.Exists(Path.Combine(Folder, first));

    // The folder inside another one's is the more exact word.
    private static IEnumerable<(string Kind, string Path)> KindsOf(LayoutRoot layout) =>
        layout
            .Kinds.SelectMany(kind =>
                layout.FoldersOf(kind).Prepend(layout.PathOf(kind)).Distinct().Select(path => (kind.Id, path))
            )
            .OrderByDescending(kind => kind.path.Length);

    private static string? Below(string folder, string path)
    {
        var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
        return relative != "." && SafePath.IsInside(relative) ? relative : null;
    }
}
