using BerryAIGen.Library;
using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Database.Indexing;

/// <summary>The folders that this server keeps: those of the settings, and those where providers have their models.</summary>
public sealed class LibraryFolders(BerryLibrary library, ProviderCatalog providers)
{
    /// <summary>Each once, outer ones only; empty when none is named. They need not be there now.</summary>
    public IReadOnlyList<string> All => library.Catalog.Folders(OfProviders());

    /// <summary>The folders to be looked through for those that a person named; none means all.</summary>
    /// <exception cref="LibraryException">One is not of the library.</exception>
    public IReadOnlyList<string> Choose(IReadOnlyList<string>? named)
    {
        var all = All;
        if (named is not { Count: > 0 })
            return all;
        var chosen = named.Select(ModelCatalog.FullPath).ToArray();
        return chosen.FirstOrDefault(folder => !all.Any(top => IsSameOrBelow(folder, top))) is not { } other
            ? chosen
            : throw new LibraryException(
                FailureCode.Usage,
                all.Count == 0
                    ? $"{other} is not of this library, which has no folders yet: add one with 'berry roots add NAME DIR', or set MODELS_DIR."
                    : $"{other} is not of this library; its folders are {string.Join(", ", all)}. Add one with 'berry roots add NAME DIR'."
            );
    }

    private IEnumerable<string> OfProviders() =>
        providers
            .All.Select(provider => provider.Folder?.Variable)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(library.Options.ReadVariable)
            .OfType<string>()
            .Where(folder => !string.IsNullOrWhiteSpace(folder));

    private static bool IsSameOrBelow(string path, string folder) =>
        path == folder
        || path.StartsWith(
            Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar,
            StringComparison.Ordinal
        );
}
