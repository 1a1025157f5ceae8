using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Library.Catalog.Describing;

/// <summary>What a model can do by what it is; <c>definitions/capabilities.json</c>.</summary>
/// <param name="SchemaVersion">The form of the file; 1.</param>
/// <param name="Architectures">By the name that the header gives.</param>
/// <param name="Classes">By the end of a class that a configuration names.</param>
/// <param name="Types">By the type that the header shows.</param>
/// <param name="Bases">By the base, instead of what its type says.</param>
internal sealed record CapabilityRules(
    int SchemaVersion,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Architectures,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Classes,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Types,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Bases
)
{
    private const string Resource = "definitions/capabilities.json";

    private static readonly Lazy<CapabilityRules> Loaded = new(Load);

    public static CapabilityRules Shipped => Loaded.Value;

    /// <summary>In the words of the providers, each once.</summary>
    /// <param name="model">What its header says.</param>
    /// <param name="type">What it is; null when nobody knows.</param>
    /// <param name="baseWord">What it belongs to.</param>
    public IReadOnlyList<string> Of(ModelWords model, string? type, string? baseWord)
    {
        var words = ByHeader(model);
        // Add-ons can what the models can that they are for.
        if (words.Count == 0 && Types.GetValueOrDefault(type ?? "") is { } ofType)
            words = Bases.GetValueOrDefault(baseWord ?? "") ?? ofType;
        return [.. CapabilityWords.Normalize(words).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Whether a language model that image models use as a text encoder is one by itself: it writes text, or is a GGUF that
    /// is no pure encoder.
    /// </summary>
    public bool IsLanguageModel(ModelWords model) =>
        CapabilityWords.Normalize(ByHeader(model)).Contains(CapabilityWords.TextGeneration)
        || model is { Format: "gguf", Architecture: { } name } && !Architectures.ContainsKey(name);

    private IReadOnlyList<string> ByHeader(ModelWords model) =>
        [
            .. model.Abilities,
            .. Architectures.GetValueOrDefault(model.Architecture ?? "") ?? [],
            .. model.Classes.SelectMany(OfClass),
        ];

    private IReadOnlyList<string> OfClass(string name) =>
        Classes
            .Where(row => name.EndsWith(row.Key, StringComparison.Ordinal))
            .OrderByDescending(row => row.Key.Length)
            .Select(row => row.Value)
            .FirstOrDefault()
        ?? [];

    private static CapabilityRules Load()
    {
        using var stream = typeof(CapabilityRules).Assembly.GetManifestResourceStream(Resource)!;
        return JsonSerializer.Deserialize(stream, CapabilityJson.Default.CapabilityRules)
            ?? throw new JsonException($"{Resource} holds null.");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = JsonCommentHandling.Skip
)]
[JsonSerializable(typeof(CapabilityRules))]
internal sealed partial class CapabilityJson : JsonSerializerContext;
