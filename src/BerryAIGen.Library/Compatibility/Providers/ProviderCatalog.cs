using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Compatibility.Providers;

/// <summary>All providers: the shipped ones, and those of the user's folder over them by id.</summary>
public sealed class ProviderCatalog
{
    private readonly ProviderFolderFiles _files;
    private readonly Lock _reading = new();
    private volatile Reading _now;

    private ProviderCatalog(string? configurationFolder)
    {
        _files = new ProviderFolderFiles(configurationFolder);
        _now = Read(_files.Stamp());
    }

    /// <summary>By id.</summary>
    public IReadOnlyList<ProviderDefinition> All => _now.All;

    /// <summary>Files of the user that were left out, with the reason.</summary>
    public IReadOnlyList<string> Warnings => _now.Warnings;

    /// <summary>The files of the user.</summary>
    public ProviderFolderFiles Files => _files;

    /// <param name="configurationFolder">Holds <c>definitions/providers/*.json</c>; null for none.</param>
    public static ProviderCatalog Load(string? configurationFolder) => new(configurationFolder);

    /// <summary>By id or alias; null when there is none.</summary>
    public ProviderDefinition? Find(string name) => _now.ByName.GetValueOrDefault(name.Trim());

    /// <summary>By id or alias.</summary>
    /// <exception cref="LibraryException">There is none; the message names those that there are.</exception>
    public ProviderDefinition Get(string name) =>
        Find(name)
        ?? throw new LibraryException(
            FailureCode.NotFound,
            $"There is no provider \"{name}\"; use one of {string.Join(", ", All.Select(one => one.Id))}."
        );

    /// <summary>Adds a provider, or changes one: it becomes a file of the user.</summary>
    /// <exception cref="LibraryException">It is none, or there is no place for it.</exception>
    public void Save(ProviderDefinition provider)
    {
        _files.Save(provider);
        Refresh();
    }

    /// <summary>Takes the user's file of a provider away.</summary>
    /// <exception cref="LibraryException">No file of the user describes it.</exception>
    public void Delete(string id)
    {
        _files.Delete(id);
        Refresh();
    }

    /// <summary>Reads the user's files again when one of them came, changed or went.</summary>
    public void Refresh()
    {
        var stamp = _files.Stamp();
        if (stamp == _now.Stamp)
            return;
        lock (_reading)
        {
            if (stamp != _now.Stamp)
                _now = Read(stamp);
        }
    }

    internal static void Check(ProviderDefinition provider)
    {
        if (provider.Formats.Count == 0)
            throw new JsonException("\"formats\" is empty; a provider reads at least one.");
        if (provider.InferenceType is not ("local" or "cloud"))
            throw new JsonException($"\"inferenceType\" is \"{provider.InferenceType}\"; local or cloud is expected.");
        if (provider.QuantizationSupport is not ("excellent" or "good" or "none"))
            throw new JsonException(
                $"\"quantizationSupport\" is \"{provider.QuantizationSupport}\"; excellent, good or none is expected."
            );
    }

    private Reading Read(string stamp) =>
        new(
            DefinitionFiles<ProviderDefinition>.Load(
                "providers",
                "provider",
                _files.ConfigurationFolder,
                ProviderJson.Default.ProviderDefinition,
                Check
            ),
            stamp
        );

    private sealed class Reading
    {
        public Reading(DefinitionFiles<ProviderDefinition> files, string stamp)
        {
            All = [.. files.ById.Values.OrderBy(provider => provider.Id, StringComparer.Ordinal)];
            Warnings = files.Warnings;
            Stamp = stamp;
            // An alias takes no other provider's own name away.
            foreach (var provider in All)
                ByName[provider.Id] = provider;
            foreach (var provider in All)
            {
                foreach (var name in provider.Aliases)
                    ByName.TryAdd(name, provider);
            }
        }

        public IReadOnlyList<ProviderDefinition> All { get; }

        public IReadOnlyList<string> Warnings { get; }

        public string Stamp { get; }

        public Dictionary<string, ProviderDefinition> ByName { get; } = new(StringComparer.OrdinalIgnoreCase);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    ReadCommentHandling = JsonCommentHandling.Skip
)]
[JsonSerializable(typeof(ProviderDefinition))]
internal sealed partial class ProviderJson : JsonSerializerContext;
