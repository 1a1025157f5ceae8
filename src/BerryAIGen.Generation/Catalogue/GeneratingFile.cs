using System.Text.Json.Serialization;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>The types of models that generate, in Civitai's words: <c>definitions/generating.json</c>.</summary>
internal sealed record GeneratingFile(int SchemaVersion, IReadOnlyList<string> Types)
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }
}
