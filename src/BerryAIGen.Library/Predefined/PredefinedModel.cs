using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Scoring;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Library.Predefined;

/// <summary>A model that is offered before anyone has it, as a file in <c>definitions/models</c> describes it.</summary>
public sealed record PredefinedModel : IDefinition
{
    public required int SchemaVersion { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary><c>gguf</c>, <c>transformers</c> …</summary>
    public required string Format { get; init; }

    /// <summary>What is downloaded, in any form that a download takes.</summary>
    public required string Reference { get; init; }

    /// <summary>64 hex digits; null when only the source knows it.</summary>
    public string? Sha256 { get; init; }

    public long? SizeBytes { get; init; }

    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary>As the API gives it.</summary>
    public required JsonObject Metadata { get; init; }

    /// <summary>For the memory that it needs; null when it is not known.</summary>
    public AttentionShape? Shape { get; init; }

    /// <summary>What is known of it before its header can be read.</summary>
    public ModelFacts ToFacts() =>
        new()
        {
            Format = Format,
            Architecture = Text("architecture"),
            Quantization = Text("quantization"),
            Capabilities = Capabilities,
            ContextLength =
                Metadata["context_length"] is JsonValue length && length.TryGetValue<int>(out var tokens)
                    ? tokens
                    : null,
            Parameters = ParameterCount.FindBillions(Text("parameters")),
            SizeBytes = SizeBytes,
            Shape = Shape,
        };

    private string? Text(string member) =>
        Metadata[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

/// <summary>All of them: the shipped ones, and those of the user's folder over them by id.</summary>
public sealed class PredefinedModels
{
    private const int MostLayers = 4096;

    private PredefinedModels(DefinitionFiles<PredefinedModel> files) =>
        (All, Warnings) = ([.. files.ById.Values], files.Warnings);

    public IReadOnlyList<PredefinedModel> All { get; }

    /// <summary>Files of the user that were left out, with the reason.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <param name="configurationFolder">Holds <c>definitions/models/*.json</c>; null for none.</param>
    public static PredefinedModels Load(string? configurationFolder) =>
        new(
            DefinitionFiles<PredefinedModel>.Load(
                "models",
                "model",
                configurationFolder,
                PredefinedJson.Default.PredefinedModel,
                Check
            )
        );

    private static void Check(PredefinedModel model)
    {
        if (model.Reference.Trim().Length == 0)
            throw new JsonException("\"reference\" is empty; nothing could be downloaded.");
        // Memory is counted layer by layer.
        if (model.Shape is { } shape && (shape.Layers is < 1 or > MostLayers || shape.KeyValueHeads.Count == 0))
            throw new JsonException(
                $"\"shape\" has no layers, more than {MostLayers}, or no number in \"keyValueHeads\"."
            );
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(PredefinedModel))]
internal sealed partial class PredefinedJson : JsonSerializerContext;
