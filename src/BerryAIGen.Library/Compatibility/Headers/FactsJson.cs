using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Compatibility.Memory;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Library.Compatibility.Headers;

/// <summary>Facts of a header as members of a model's metadata, and back; what a person or a source wrote stays.</summary>
public static class FactsJson
{
    /// <summary>
    /// Writes <c>architecture</c>, <c>quantization</c>, <c>context_length</c>, <c>parameters</c>, <c>memory_bytes</c> (at the
    /// context that people want, with its projector), <c>projector_bytes</c>, <c>active_share</c> (of a model of experts) and
    /// <c>shape</c>. The header goes before what stood there, because it is the file's own.
    /// </summary>
    public static void Write(ModelFacts facts, JsonObject metadata)
    {
        Set(metadata, "architecture", facts.Architecture);
        Set(metadata, "quantization", facts.Quantization);
        Set(metadata, "context_length", facts.ContextLength);
        metadata.Remove("projector_bytes");
        Set(metadata, "projector_bytes", facts.ProjectorBytes);
        Set(metadata, "memory_bytes", CompatibilityScore.NeedOf(facts)?.Total);
        // Once it is whole, it is no longer incomplete.
        metadata.Remove("incomplete");
        Set(metadata, "incomplete", facts.Incomplete);
        if (facts.Parameters is { } billions)
            metadata["parameters"] = ParameterCount.Describe(billions);
        if (facts.ActiveShare is { } share)
            metadata["active_share"] = Math.Round(share, 4);
        if (facts.Shape is { } shape)
            metadata["shape"] = WriteShape(shape);
    }

    /// <summary>What was written, as far as it makes sense; what else is known of a model goes beside it.</summary>
    public static ModelFacts Read(JsonElement metadata) =>
        metadata.ValueKind != JsonValueKind.Object
            ? new ModelFacts()
            : new ModelFacts
            {
                Architecture = Text(metadata, "architecture"),
                Quantization = Text(metadata, "quantization"),
                ContextLength =
                    metadata.TryGetProperty("context_length", out var length)
                    && length.ValueKind == JsonValueKind.Number
                    && length.TryGetInt32(out var tokens)
                        ? tokens
                        : null,
                Parameters = ParameterCount.FindBillions(Text(metadata, "parameters")),
                ActiveShare =
                    metadata.TryGetProperty("active_share", out var share)
                    && share.ValueKind == JsonValueKind.Number
                    && share.TryGetDouble(out var active)
                    && active is > 0 and <= 1
                        ? active
                        : null,
                ProjectorBytes =
                    metadata.TryGetProperty("projector_bytes", out var projector)
                    && projector.ValueKind == JsonValueKind.Number
                    && projector.TryGetInt64(out var bytes)
                    && bytes > 0
                        ? bytes
                        : null,
                Shape = FindShape(metadata),
                Incomplete = Text(metadata, "incomplete"),
            };

    /// <summary>Null when there is none, or none that makes sense.</summary>
    public static AttentionShape? FindShape(JsonElement metadata)
    {
        if (
            !metadata.TryGetProperty("shape", out var shape)
            || shape.ValueKind != JsonValueKind.Object
            || Number(shape, "layers") is not { } layers
            || Number(shape, "key_length") is not { } key
            || Heads(shape) is not { Length: > 0 } heads
        )
            return null;
        return new AttentionShape
        {
            Layers = layers,
            KeyValueHeads = heads,
            KeyLength = key,
            ValueLength = Number(shape, "value_length") ?? key,
            Heads = Number(shape, "heads") ?? 0,
            Embedding = Number(shape, "embedding") ?? 0,
            Vocabulary = Number(shape, "vocabulary") ?? 0,
            SlidingWindow = Number(shape, "sliding_window"),
            FullAttentionLayers = Number(shape, "full_attention_layers"),
        };
    }

    private static JsonObject WriteShape(AttentionShape shape)
    {
        var written = new JsonObject
        {
            ["layers"] = shape.Layers,
            ["key_value_heads"] = new JsonArray([.. shape.KeyValueHeads.Select(heads => JsonValue.Create(heads))]),
            ["key_length"] = shape.KeyLength,
            ["value_length"] = shape.ValueLength,
            ["heads"] = shape.Heads,
            ["embedding"] = shape.Embedding,
            ["vocabulary"] = shape.Vocabulary,
        };
        Set(written, "sliding_window", shape.SlidingWindow);
        Set(written, "full_attention_layers", shape.FullAttentionLayers);
        return written;
    }

    private static void Set(JsonObject target, string member, JsonValue? value)
    {
        if (value is not null)
            target[member] = value;
    }

    private static void Set(JsonObject target, string member, string? value) =>
        Set(target, member, value is null ? null : JsonValue.Create(value));

    private static void Set(JsonObject target, string member, int? value) =>
        Set(target, member, value is { } number ? JsonValue.Create(number) : null);

    private static void Set(JsonObject target, string member, long? value) =>
        Set(target, member, value is { } number ? JsonValue.Create(number) : null);

    private static string? Text(JsonElement metadata, string member) =>
        metadata.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static int? Number(JsonElement shape, string member) =>
        shape.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
        && number >= 0
            ? number
            : null;

    private static int[]? Heads(JsonElement shape) =>
        shape.TryGetProperty("key_value_heads", out var heads)
        && heads.ValueKind == JsonValueKind.Array
        && heads.EnumerateArray().All(head => head.ValueKind == JsonValueKind.Number && head.TryGetInt32(out _))
            ? [.. heads.EnumerateArray().Select(head => Math.Max(0, head.GetInt32()))]
            : null;
}
