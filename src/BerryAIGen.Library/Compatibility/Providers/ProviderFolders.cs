namespace BerryAIGen.Library.Compatibility.Providers;

/// <summary>Which provider's folder a model goes to of which nobody says where; downloads and imports ask the same.</summary>
public static class ProviderFolders
{
    /// <param name="providers">All of them.</param>
    /// <param name="best">The provider that runs the model best, by its id; empty when none does.</param>
    /// <param name="format">How the model is stored; null when it is not known.</param>
    /// <returns>Null when it goes where every model goes.</returns>
    public static ProviderFolder? Find(ProviderCatalog providers, string best, string? format)
    {
        var runner = providers.Find(best);
        // One that keeps its models in a store of its own cannot be given a file: the format's own engine gets it.
        return runner?.Folder is { Variable: not null } own ? own
            : runner is { Folder: null } ? null
            : providers
                .All.Where(one => format is not null && one.Formats.Contains(format))
                .Select(one => one.Folder)
                .FirstOrDefault(folder => folder is { Variable: not null });
    }
}
