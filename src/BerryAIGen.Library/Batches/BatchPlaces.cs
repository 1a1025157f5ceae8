using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Batches;

/// <summary>Where a batch file may send files and what it may call them: the file may be a stranger's, and no person looks at each entry.</summary>
internal sealed class BatchPlaces
{
    private readonly BerryLibrary _library;
    private readonly BatchRequest _request;
    private readonly ListedNames _names;
    private readonly Lazy<IReadOnlyList<string>> _folders;

    public BatchPlaces(BerryLibrary library, BatchRequest request, string path)
    {
        (_library, _request, _names) = (library, request, new ListedNames(library.Layouts));
        _folders = new(() => [Path.GetDirectoryName(path)!, .. FoldersOfThePerson()]);
    }

    /// <summary>Why an entry is refused for its place or name; null when it is not.</summary>
    public Failure? FindRefusal(BatchEntry entry, DownloadTarget target)
    {
        if (entry.Target.FileName is { } named && Path.HasExtension(named))
        {
            var name = FileNames.Clean(named);
            if (_names.FindRefusal(name) is { } why)
                return new(FailureCode.Policy, $"The entry \"{entry.Place}\" would call its file {name}, {why}.");
        }

        if (_request.AllowsOutside)
            return null;
        if (target.Root is { } root && root != _request.Target.Root && !IsOfThePerson(root))
            return new(
                FailureCode.Policy,
                $"The entry \"{entry.Place}\" names the root {root}, which is none of your settings and not below the file's own folder; name it with --root, or allow it with --allow-outside."
            );
        if (target.Folder is null || target.Folder == _request.Target.Folder)
            return null;
        var folder = _library.Folders().FullPath(target.Folder);
        return _folders.Value.Any(allowed => IsWithin(folder, allowed))
            ? null
            : new(
                FailureCode.Policy,
                $"The entry \"{entry.Place}\" names the folder {folder}, which is in no folder of models of the root and not below the file's own; name its root with --root, or allow it with --allow-outside."
            );
    }

    private bool IsOfThePerson(string root)
    {
        var (folders, options) = (_library.Folders(), _library.Options);
        var path = folders.FullPath(root);
        string?[] own = [options.Root, options.ModelsFolder, .. options.Roots.Select(known => known.Path)];
        return options.Roots.Any(known => known.Name == root)
            || own.OfType<string>().Any(known => folders.FullPath(known) == path)
            || IsWithin(path, _folders.Value[0]);
    }

    // Hidden folders and those of programs are no places for models, wherever they are.
    private static bool IsWithin(string folder, string allowed) =>
        folder == allowed
        || (
            RecordPaths.IsBelow(folder, allowed)
            && ListedNames.FindFolderRefusal(RecordPaths.Relative(allowed, folder)) is null
        );

    // Not the root that the file itself names.
    private string[] FoldersOfThePerson()
    {
        var folders = _library.Folders();
        if (_request.Target.Folder is { } exact)
            return [folders.FullPath(exact)];
        try
        {
            return
            [
                .. folders
                    .RootsOf(_request.Target)
                    .SelectMany(root => root.Layout.Folders.Select(root.PathOf).Prepend(root.ModelsFolder)),
            ];
        }
        catch (LibraryException)
        {
            return []; // What is wrong with the place is told by the entries that go there.
        }
    }
}
