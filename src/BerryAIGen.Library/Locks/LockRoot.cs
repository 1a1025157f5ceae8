using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Locks;

/// <summary>Turns the places of a lock into paths of one machine, and back.</summary>
internal sealed class LockRoot
{
    private readonly LayoutRoot? _layout;
    private readonly string _folder;

    /// <param name="layout">Places are kinds of folders of this layout.</param>
    /// <param name="folder">What a place without a kind starts at.</param>
    public LockRoot(LayoutRoot? layout, string folder)
    {
        _layout = layout;
        _folder = Path.GetFullPath(folder);
    }

    public LayoutRoot? Layout => _layout;

    /// <exception cref="LibraryException">The layout has no such folder, or the place leaves it.</exception>
    public string PathOf(LockedFile file)
    {
        if (file.Folder is null)
            return SafePath.Combine(_folder, file.Path);
        if (_layout is null)
            throw new LibraryException(
                FailureCode.Usage,
                $"{file.Place} belongs to a kind of folder; name a root with --root."
            );
        return SafePath.Combine(
            _layout.PathOf(Downloads.Planning.TargetFolders.GetKind(_layout, file.Folder)),
            file.Path
        );
    }

    /// <summary>The kind of folder and the path below it; null for a file outside the root.</summary>
    public (string? Folder, string Path)? Find(string path)
    {
        IEnumerable<(string? Kind, string Path)> kinds = _layout is null
            ? []
            : _layout
                .Layout.Folders.Select(kind => ((string?)kind.Id, Path: _layout.PathOf(kind)))
                // The folder inside another one's is the more exact word.
                .OrderByDescending(kind => kind.Path.Length);
        foreach (var (kind, folder) in kinds.Append((null, _folder)))
        {
            if (Below(folder, path) is { } relative)
                return (kind, relative);
        }

        return null;
    }

    private static string? Below(string folder, string path)
    {
        var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
        return relative != "." && SafePath.IsInside(relative) ? relative : null;
    }
}
