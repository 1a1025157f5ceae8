using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;
using BerryAIGen.Library.Identification.Rules;

namespace BerryAIGen.Library.Identification.Definitions;

/// <summary>All architectures: the shipped ones, and those of the user's folder over them by id.</summary>
internal sealed class ArchitectureCatalog
{
    private const string AdapterResource = "definitions/adapters.json";

    private readonly DefinitionFiles<ArchitectureDefinition> _files;

    private ArchitectureCatalog(AdapterNames adapters, DefinitionFiles<ArchitectureDefinition> files) =>
        (Adapters, _files) = (adapters, files);

    /// <summary>By id.</summary>
    public IReadOnlyCollection<ArchitectureDefinition> Architectures =>
        field ??= [.. _files.ById.Values.OrderBy(definition => definition.Id, StringComparer.Ordinal)];

    public AdapterNames Adapters { get; }

    /// <summary>Files of the user that were left out, with the reason; the others hold.</summary>
    public IReadOnlyList<string> Warnings => _files.Warnings;

    /// <summary>What stands before the keys of a main model; special before general.</summary>
    public static IReadOnlyList<string> UsualPrefixes { get; } =
    ["model.diffusion_model.", "diffusion_model.", "model.model.", "model.", "net.", "transformer.", "unet."];

    /// <summary>Loads the shipped definitions and those below the user's configuration folder.</summary>
    /// <param name="configurationFolder">Holds <c>definitions/architectures/*.json</c>; null for none.</param>
    public static ArchitectureCatalog Load(string? configurationFolder)
    {
        using var adapters = typeof(ArchitectureCatalog).Assembly.GetManifestResourceStream(AdapterResource)!;
        return new ArchitectureCatalog(
            JsonSerializer.Deserialize(adapters, AdapterJson.Default.AdapterNames)
                ?? throw new JsonException($"{AdapterResource} holds null."),
            DefinitionFiles<ArchitectureDefinition>.Load(
                "architectures",
                "architecture",
                configurationFolder,
                ArchitectureJson.Default.ArchitectureDefinition,
                Check
            )
        );
    }

    public ArchitectureRules Compile() => new(Architectures, Adapters, UsualPrefixes);

    internal static ArchitectureDefinition Read(Stream stream) =>
        DefinitionFiles<ArchitectureDefinition>.Read(stream, ArchitectureJson.Default.ArchitectureDefinition, Check);

    private static void Check(ArchitectureDefinition definition)
    {
        if (AllConditions(definition).Any(IsEmpty))
            throw new JsonException("a condition in it asks for nothing, and so would always hold.");
    }

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
