using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using BerryAIGen.Library.Identification.Rules;

namespace BerryAIGen.Library.Identification.Definitions;

/// <summary>All architectures: the shipped ones, and those of the user's folder over them by id.</summary>
internal sealed partial class ArchitectureCatalog
{
    private const string ResourceFolder = "definitions/architectures/";
    private const string UserFolder = "definitions/architectures";
    private const string AdapterResource = "definitions/adapters.json";

    private readonly SortedDictionary<string, ArchitectureDefinition> _byId = new(StringComparer.Ordinal);
    private readonly List<string> _warnings = [];

    private ArchitectureCatalog(AdapterNames adapters) => Adapters = adapters;

    public IReadOnlyCollection<ArchitectureDefinition> Architectures => _byId.Values;

    public AdapterNames Adapters { get; }

    /// <summary>Files of the user that were left out, with the reason; the others hold.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>What stands before the keys of a main model; special before general.</summary>
    public static IReadOnlyList<string> UsualPrefixes { get; } =
    ["model.diffusion_model.", "diffusion_model.", "model.model.", "model.", "net.", "transformer.", "unet."];

    /// <summary>Loads the shipped definitions and those below the user's configuration folder.</summary>
    /// <param name="configurationFolder">Holds <c>definitions/architectures/*.json</c>; null for none.</param>
    public static ArchitectureCatalog Load(string? configurationFolder)
    {
        var assembly = typeof(ArchitectureCatalog).Assembly;
        using var adapters = assembly.GetManifestResourceStream(AdapterResource)!;
        var catalog = new ArchitectureCatalog(
            JsonSerializer.Deserialize(adapters, AdapterJson.Default.AdapterNames)
                ?? throw new JsonException($"{AdapterResource} holds null.")
        );
        foreach (var name in assembly.GetManifestResourceNames().Where(IsArchitecture))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            catalog.Add(Read(stream));
        }

        var folder = configurationFolder is null ? null : Path.Combine(configurationFolder, UserFolder);
        if (Directory.Exists(folder))
            catalog.AddUserFiles(folder);
        return catalog;
    }

    public ArchitectureRules Compile() => new(Architectures, Adapters, UsualPrefixes);

    internal static ArchitectureDefinition Read(Stream stream) =>
        Check(JsonSerializer.Deserialize(stream, ArchitectureJson.Default.ArchitectureDefinition));

    private static bool IsArchitecture(string resource) =>
        resource.Replace('\\', '/').StartsWith(ResourceFolder, StringComparison.Ordinal);

    private void AddUserFiles(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                using var stream = File.OpenRead(path);
                Add(Read(stream));
            }
            catch (Exception ex) when (ex is JsonException or IOException or UnauthorizedAccessException)
            {
                _warnings.Add($"The architecture in {path} is left out: {ex.Message}");
            }
        }
    }

    private void Add(ArchitectureDefinition definition) => _byId[definition.Id] = definition;

    private static ArchitectureDefinition Check(ArchitectureDefinition? definition)
    {
        if (definition is null)
            throw new JsonException("the file holds null.");
        if (definition.SchemaVersion != 1)
            throw new JsonException($"schemaVersion is {definition.SchemaVersion}; 1 is expected.");
        if (!Id().IsMatch(definition.Id))
            throw new JsonException($"\"{definition.Id}\" is no id: lower-case letters, digits, dots and hyphens.");
        if (HasEmptyElement(definition))
            throw new JsonException("a list in it holds null.");
        if (AllConditions(definition).Any(IsEmpty))
            throw new JsonException("a condition in it asks for nothing, and so would always hold.");
        return definition;
    }

    // The reader refuses a null member, but not a null element.
    private static bool HasEmptyElement(ArchitectureDefinition definition) =>
        definition
            .Rules.Concat<object?>(definition.Variants)
            .Concat(definition.Formats)
            .Concat(definition.Quantisations)
            .Concat(definition.Contents)
            .Concat(definition.Prefixes ?? [])
            .Contains(null);

    private static IEnumerable<Condition> AllConditions(ArchitectureDefinition definition) =>
        definition
            .Rules.Select(rule => rule.When)
            .Concat(
                definition
                    .Variants.Concat(definition.Formats)
                    .Concat(definition.Quantisations)
                    .Concat(definition.Contents)
                    .Select(detail => detail.When)
            )
            .SelectMany(Inner);

    private static IEnumerable<Condition> Inner(Condition condition) =>
        condition.All.Concat(condition.Any).Concat(condition.None).SelectMany(Inner).Prepend(condition);

    private static bool IsEmpty(Condition condition) =>
        condition is { Keys: [], Metadata: null, Folder: null, All: [], Any: [], None: [] }
        || condition.Keys.Any(key => key.Trim('*', '^').Length == 0);

    [GeneratedRegex("^[a-z0-9]+(?:[.-][a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip
)]
[JsonSerializable(typeof(ArchitectureDefinition))]
internal sealed partial class ArchitectureJson : JsonSerializerContext;
