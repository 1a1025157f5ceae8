using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Library.Definitions;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>A ComfyUI graph with places for the values of a form; a file in <c>definitions/graphs</c>.</summary>
/// <remarks>
/// An input is written as elsewhere in definitions, or <c>{ "node": name, "output": number }</c> for what another node
/// puts out, or <c>{ "stack": "model" | "clip" | "vae" }</c> for what comes out of checkpoint, add-ons and VAE.
/// </remarks>
internal sealed record GraphDefinition : IDefinition
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int SchemaVersion { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>By names of our own; they become numbers.</summary>
    public required IReadOnlyDictionary<string, GraphNodeDefinition> Nodes { get; init; }
}

/// <summary>A node.</summary>
/// <param name="Class">Its class in ComfyUI.</param>
/// <param name="Inputs">Its inputs by name.</param>
internal sealed record GraphNodeDefinition(string Class, IReadOnlyDictionary<string, JsonElement> Inputs);
