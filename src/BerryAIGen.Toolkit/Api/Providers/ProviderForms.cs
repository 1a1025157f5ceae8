using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Compatibility;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Toolkit.Api.Providers;

/// <summary>Definitions as documents, and documents as definitions.</summary>
internal static class ProviderForms
{
    // Words that addresses of this API have in the place of a provider's name.
    private static readonly string[] Reserved = ["compatibility", "integration", "capabilities"];

    public static ProviderDocument Describe(ProviderDefinition provider, ProviderVerdicts? verdicts, bool isUsers) =>
        new()
        {
            Name = provider.Id,
            DisplayName = provider.Name,
            Aliases = provider.Aliases,
            SupportedFormats = provider.Formats,
            ImportFormats = provider.ImportFormats,
            RequiredCapabilities = provider.RequiredCapabilities,
            OptionalCapabilities = provider.OptionalCapabilities,
            Devices = provider.Devices,
            Offloads = provider.Offloads,
            MemoryRequirements = new(
                provider.MemoryRequirements.Min,
                provider.MemoryRequirements.Recommended,
                provider.MemoryRequirements.Max
            ),
            PerformanceCharacteristics = new(
                provider.InferenceType,
                provider.Optimization,
                provider.QuantizationSupport
            ),
            ModelSizeLimits = new(provider.ModelSizeLimits.MinSize, provider.ModelSizeLimits.MaxSize),
            Probe = Describe(provider.Probe),
            UserDefined = isUsers,
            TotalModels = verdicts?.Compatible.Count,
            LocalModels = verdicts?.Local.Count(),
            AvailableModels = verdicts?.Available.Count(),
        };

    /// <param name="sent">A document of this API, or what would be the file.</param>
    /// <param name="context">Whose body it is.</param>
    public static ProviderDefinition ReadNew(JsonNode sent, HttpContext context)
    {
        var added = IsFile(sent) ? ReadFile(sent) : Read(JsonBody.Read<ProviderDocument>(context, sent), before: null);
        return Reserved.Contains(added.Id)
            ? throw Wrong($"\"{added.Id}\" is a word of this API; choose another name.")
            : added;
    }

    /// <param name="document">What was sent.</param>
    /// <param name="before">What it changes; null for a new one.</param>
    public static ProviderDefinition Read(ProviderDocument document, ProviderDefinition? before)
    {
        var id = before?.Id ?? document.Name ?? throw Wrong("\"name\" is missing; it is the provider's id.");
        if (document.Name is { } name && name != id)
            throw Wrong($"\"name\" is \"{name}\", and the address names \"{id}\".");
        var performance = document.PerformanceCharacteristics;
        return new ProviderDefinition
        {
            SchemaVersion = 1,
            Id = id,
            Name = document.DisplayName ?? before?.Name ?? id,
            Aliases = document.Aliases ?? before?.Aliases ?? [],
            InferenceType = performance?.InferenceType ?? before?.InferenceType ?? "local",
            Optimization = performance?.Optimization ?? before?.Optimization ?? "cpu_gpu_hybrid",
            QuantizationSupport = performance?.QuantizationSupport ?? before?.QuantizationSupport ?? "none",
            Formats =
                document.SupportedFormats
                ?? before?.Formats
                ?? throw Wrong("\"supported_formats\" is missing; name what the provider reads."),
            ImportFormats = document.ImportFormats ?? before?.ImportFormats ?? [],
            LegacyFormats = before?.LegacyFormats ?? new Dictionary<string, string>(),
            Architectures = before?.Architectures,
            RequiredCapabilities = document.RequiredCapabilities ?? before?.RequiredCapabilities ?? [],
            OptionalCapabilities = document.OptionalCapabilities ?? before?.OptionalCapabilities ?? [],
            Devices = document.Devices ?? before?.Devices ?? ["cpu"],
            Offloads = document.Offloads ?? before?.Offloads ?? false,
            UnsupportedQuantizations = before?.UnsupportedQuantizations ?? [],
            UnreadReserve = before?.UnreadReserve ?? 0,
            QuantizationNeeds = before?.QuantizationNeeds ?? new Dictionary<string, double>(),
            MemoryRequirements = document.MemoryRequirements is { } memory
                ? new(memory.Min, memory.Recommended, memory.Max)
                : before?.MemoryRequirements ?? new(0, 0, 0),
            ModelSizeLimits = document.ModelSizeLimits is { } sizes
                ? new(sizes.MinSize, sizes.MaxSize)
                : before?.ModelSizeLimits ?? new(0, 0),
            Probe = document.Probe is { } probe
                ? Read(probe) with
                {
                    Loaded = before?.Probe?.Loaded ?? [],
                }
                : before?.Probe,
            Store = before?.Store,
            Folder = before?.Folder,
        };
    }

    private static ProbeDocument? Describe(ProviderProbe? probe) =>
        probe is null
            ? null
            : new ProbeDocument
            {
                Alive = probe.Alive,
                DefaultAddress = probe.DefaultUrl?.ToString(),
                KeyVariable = probe.KeyVariable,
                VersionPath = probe.Version?.Path,
                VersionMember = probe.Version?.Member,
                ModelsPath = probe.Models?.Path,
                ModelsList = probe.Models?.List,
                ModelsId = probe.Models?.Id,
                ModelsSize = probe.Models?.Size,
            };

    private static ProviderProbe Read(ProbeDocument probe) =>
        new(
            probe.Alive ?? throw Wrong("\"probe.alive\" is missing, such as \"/health\"."),
            probe.DefaultAddress is { } address
                ? Library.Compatibility.Health.ProviderConnection.ReadAddress(address)
                : null,
            // As with a file that is sent: a key of the environment is named by files alone.
            KeyVariable: null,
            probe.VersionPath is { } version ? new ProbeMember(version, probe.VersionMember ?? "version") : null,
            probe.ModelsPath is { } models
                ? new ProbeModels(models, probe.ModelsList, probe.ModelsId, probe.ModelsSize)
                : null
        );

    private static bool IsFile(JsonNode sent) => sent is JsonObject file && file.ContainsKey("schemaVersion");

    private static ProviderDefinition ReadFile(JsonNode sent)
    {
        var file = ProviderCatalog.Read(Encoding.UTF8.GetBytes(sent.ToJsonString()));
        // Who may write here need not see the machine's variables.
        return file switch
        {
            { Probe.KeyVariable: not null } => throw Wrong(OnlyInFile("probe.keyVariable")),
            { Folder: not null } => throw Wrong(OnlyInFile("folder")),
            _ => file,
        };
    }

    private static string OnlyInFile(string member) =>
        $"\"{member}\" cannot be sent: it names a variable of the server's environment. Put the file itself into the configuration folder of the server.";

    private static LibraryException Wrong(string message) => new(FailureCode.Usage, message);
}
