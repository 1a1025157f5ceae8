using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Sources.Api;

/// <summary>Reads members of an answer that may be missing or of another shape than told; then they say nothing.</summary>
internal static class JsonWords
{
    public static string? Text(this JsonNode? node, string name) => node.Member(name).AsText();

    public static long? Number(this JsonNode? node, string name) =>
        node.Member(name) is JsonValue value && value.TryGetValue<JsonElement>(out var number)
            ? number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var whole)
                ? whole
                : null
            : null;

    public static double? Fraction(this JsonNode? node, string name) =>
        node.Member(name) is JsonValue value
        && value.TryGetValue<JsonElement>(out var number)
        && number.ValueKind == JsonValueKind.Number
            ? number.GetDouble()
            : null;

    public static bool IsTrue(this JsonNode? node, string name) =>
        node.Member(name)?.GetValueKind() == JsonValueKind.True;

    /// <summary>A list of texts; one text alone counts as a list of one.</summary>
    public static IReadOnlyList<string> Texts(this JsonNode? node, string name) =>
        node.Member(name) switch
        {
            JsonArray array => [.. array.Select(AsText).OfType<string>()],
            { } single when single.AsText() is { } text => [text],
            _ => [],
        };

    public static JsonNode? Member(this JsonNode? node, string name) => (node as JsonObject)?[name];

    private static string? AsText(this JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
}
