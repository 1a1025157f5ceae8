using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Compatibility.Providers;

/// <summary>All providers: the shipped ones, and those of the user's folder over them by id.</summary>
public sealed class ProviderCatalog
{
    private readonly Dictionary<string, ProviderDefinition> _byName = new(StringComparer.OrdinalIgnoreCase);

    private ProviderCatalog(DefinitionFiles<ProviderDefinition> files)
    {
        (All, Warnings) = (
            [.. files.ById.Values.OrderBy(provider => provider.Id, StringComparer.Ordinal)],
            files.Warnings
        );
        foreach (var provider in All)
        {
            foreach (var name in provider.Aliases.Append(provider.Id))
                _byName.TryAdd(name, provider);
        }
    }

    /// <summary>By id.</summary>
    public IReadOnlyList<ProviderDefinition> All { get; }

    /// <summary>Files of the user that were left out, with the reason.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <param name="configurationFolder">Holds <c>definitions/providers/*.json</c>; null for none.</param>
    public static ProviderCatalog Load(string? configurationFolder) =>
        new(
            DefinitionFiles<ProviderDefinition>.Load(
                "providers",
                "provider",
                configurationFolder,
                ProviderJson.Default.ProviderDefinition,
                Check
            )
        );

    /// <summary>By id or alias; null when there is none.</summary>
    public ProviderDefinition? Find(string name) => _byName.GetValueOrDefault(name.Trim());

    private static void Check(ProviderDefinition provider)
    {
        if (provider.Formats.Count == 0)
            throw new JsonException("\"formats\" is empty; a provider reads at least one.");
        if (provider.InferenceType is not ("local" or "cloud"))
            throw new JsonException($"\"inferenceType\" is \"{provider.InferenceType}\"; local or cloud is expected.");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip
)]
[JsonSerializable(typeof(ProviderDefinition))]
internal sealed partial class ProviderJson : JsonSerializerContext;
