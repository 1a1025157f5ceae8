using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Records;

namespace BerryAIGen.Library.Roots;

/// <summary>Says no to everything that would write in a root that is read-only by the settings; whoever writes asks here.</summary>
internal sealed class ReadOnlyRoots(LibraryOptions options)
{
    // What they were made of: the roots may be others while the program runs.
    private volatile Known? _known;

    private Known Now
    {
        get
        {
            var roots = options.Roots;
            if (_known is { } known && ReferenceEquals(known.Of, roots))
                return known;
            return _known = new Known(
                roots,
                [
                    .. roots
                        .Where(root => root.IsReadOnly)
                        .Select(root => (root, RootPlaces.FullPath(root.Path, options)))
                        .Select(row => (row.root, row.Item2, FileSystems.RealPath(row.Item2))),
                ]
            );
        }
    }

    /// <summary>The read-only root in which a folder lies; null when there is none.</summary>
    public ModelRoot? Find(string folder)
    {
        var roots = Now.ReadOnly;
        if (roots.Count == 0)
            return null;
        // Links lead into a root as well.
        var real = FileSystems.RealPath(Path.GetFullPath(folder));
        return roots
            .FirstOrDefault(root =>
                RecordPaths.IsSameOrBelow(folder, root.Folder) || RecordPaths.IsSameOrBelow(real, root.RealFolder)
            )
            .Rules;
    }

    /// <summary>Why a file or folder may not be made, changed, moved or deleted; null when it may.</summary>
    /// <param name="path">Its full path; a link counts where it lies, not where it leads.</param>
    public Failure? FindRefusal(string path) =>
        Find(Path.GetDirectoryName(path) ?? path) is { } rules ? Refusal(path, rules) : null;

    /// <exception cref="LibraryException">The path lies in a read-only root.</exception>
    public void RequireWritable(string path)
    {
        if (FindRefusal(path) is { } refusal)
            throw new LibraryException(refusal);
    }

    /// <summary>The same of what is made in a folder; the sentence names the folder.</summary>
    /// <exception cref="LibraryException">The folder is a read-only root, or lies in one.</exception>
    public void RequireWritableIn(string folder)
    {
        if (Find(folder) is { } rules)
            throw new LibraryException(Refusal(folder, rules));
    }

    private static Failure Refusal(string path, ModelRoot rules) =>
        new(
            FailureCode.Policy,
            $"{path} stays as it is: the root {rules.Name} is read-only by your settings ('berry roots set {rules.Name} --writable' changes that)."
        );

    private sealed record Known(
        IReadOnlyList<ModelRoot> Of,
        List<(ModelRoot Rules, string Folder, string RealFolder)> ReadOnly
    );
}
