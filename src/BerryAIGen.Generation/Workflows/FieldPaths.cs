using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Workflows;

/// <summary>Finds what a definition names: a field, a part of it, a part of each of its entries.</summary>
internal sealed class FieldPaths(FormEvaluation form, ModelAirs airs)
{
    /// <summary>The entry that a step is made for; null outside of such a step.</summary>
    public JsonNode? Each { get; set; }

    /// <summary>What a path leads to; null where there is nothing.</summary>
    /// <param name="path"><c>prompt</c>, <c>images.0.url</c>, <c>images.*.url</c>.</param>
    public JsonNode? Of(string path)
    {
        var parts = path.Split('.');
        var value = ValueOf(parts[0]);
        // A ratio alone is its word.
        if (parts.Length == 1)
            return value is JsonObject size && form.Find(parts[0])?.Type == FieldType.Size
                ? size["value"]?.DeepClone()
                : value?.DeepClone();
        return Walk(value, parts.AsSpan(1));
    }

    private static JsonNode? Walk(JsonNode? value, ReadOnlySpan<string> parts)
    {
        if (parts.IsEmpty)
            return value?.DeepClone();
        var first = parts[0];
        var rest = parts[1..];
        if (first != "*")
            return Walk(
                value switch
                {
                    JsonObject members => members[first],
                    JsonArray list
                        when int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                            && at < list.Count => list[at],
                    _ => null,
                },
                rest
            );
        var all = new JsonArray();
        foreach (var entry in value as JsonArray ?? [])
        {
            if (Walk(entry, rest) is { } part)
                all.Add(part);
        }

        return all.Count == 0 ? null : all;
    }

    /// <summary>What a name means: a field, or what can be sent beside them; null for nothing.</summary>
    public JsonNode? ValueOf(string key) =>
        key switch
        {
            "model" => airs.Checkpoint(form.Values),
            "workflow" => form.Choice.Workflow.Key,
            "each" => Each,
            _ => form.Find(key)?.Value,
        };

    /// <summary>A value as the word by which it is looked up.</summary>
    public static string Word(JsonNode value) =>
        value is JsonObject size && size["value"] is { } ratio ? ratio.ToString()
        : value.GetValueKind() == JsonValueKind.True ? "true"
        : value.GetValueKind() == JsonValueKind.False ? "false"
        : value.ToString();
}
