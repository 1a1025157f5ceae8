using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Compatibility.Providers;

/// <summary>What the providers are called: a name of one is no alias of another.</summary>
internal sealed class ProviderNames
{
    private readonly Dictionary<string, ProviderDefinition> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _warnings = [];

    public ProviderNames(DefinitionFiles<ProviderDefinition> definitions, ProviderFolderFiles files)
    {
        foreach (var provider in definitions.ById.Values)
            _byName[provider.Id] = provider;
        // What a person adds takes no alias away from what there is.
        All =
        [
            .. definitions
                .Eldest.Select(provider => Name(provider, files))
                .ToArray()
                .OrderBy(provider => provider.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>By id, each with the aliases that are its own.</summary>
    public IReadOnlyList<ProviderDefinition> All { get; }

    /// <summary>Aliases that were left out, with the reason.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>By id or alias; null when there is none.</summary>
    public ProviderDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    private ProviderDefinition Name(ProviderDefinition provider, ProviderFolderFiles files)
    {
        var taken = provider.Aliases.Where(alias => Find(alias) is { } other && other.Id != provider.Id).ToArray();
        foreach (var alias in taken)
            _warnings.Add(
                $"The alias \"{alias}\" of {files.Find(provider.Id) ?? provider.Id} is left out: it is a name of the provider {Find(alias)!.Id}."
            );
        var named = taken.Length == 0 ? provider : provider with { Aliases = [.. provider.Aliases.Except(taken)] };
        foreach (var name in named.Aliases.Prepend(named.Id))
            _byName[name] = named;
        return named;
    }
}
