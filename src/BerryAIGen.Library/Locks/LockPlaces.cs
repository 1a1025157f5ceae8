using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Naming;

namespace BerryAIGen.Library.Locks;

/// <summary>
/// Which places of a lock a root takes. A lock may be a stranger's: only folders of the layout's kinds of models, and only
/// names of models and of what belongs to them.
/// </summary>
internal sealed class LockPlaces(LockRoot root, LayoutCatalog layouts)
{
    private readonly ListedNames _names = new(layouts);

    /// <exception cref="LibraryException">An entry is refused, and the whole lock with it.</exception>
    public void Require(LockFile locked)
    {
        foreach (var file in locked.Files)
        {
            if (FindRefusal(file) is { } why)
                throw new LibraryException(
                    FailureCode.Policy,
                    $"The lock lists {file.Place}, {why}; nothing of it is fetched. Take the entry out if you trust the rest."
                );
        }
    }

    /// <summary>Why the root does not take the place of an entry; null when it does, or has no such kind of folder.</summary>
    public string? FindRefusal(LockedFile file) =>
        _names.FindRefusal(file.Folder is null ? file.Path : $"{file.Folder}/{file.Path}")
        ?? (file.Folder is not null ? _names.FindRefusal(file.Path) : null)
        ?? (root.IsAmongModels(file) ? null : $"and {root.Layout!.Layout.Name} has no folder of models there");
}
