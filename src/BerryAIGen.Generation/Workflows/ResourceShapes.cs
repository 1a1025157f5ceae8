using System.Text.Json.Nodes;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Workflows;

/// <summary>The shapes in which engines take lists of models and pictures.</summary>
internal static class ResourceShapes
{
    private const decimal FullStrength = 1;

    /// <param name="shape">
    /// <c>networks</c>: AIR → <c>{ strength }</c>; <c>strengths</c>: AIR → number; <c>list</c>: <c>{ air, strength }</c>;
    /// <c>references</c>: <c>{ imageUrl, strength }</c>; <c>credits</c>: <c>{ modelVersionId, type, strength }</c>;
    /// <c>air</c>: the AIR of the first.
    /// </param>
    /// <param name="entries">What was filled in, with the type that is meant where none is written.</param>
    /// <param name="airs">Names the models.</param>
    public static JsonNode? Of(string shape, IReadOnlyList<(string Type, JsonObject Entry)> entries, ModelAirs airs) =>
        shape switch
        {
            "networks" => new JsonObject(
                entries.Select(row =>
                    KeyValuePair.Create<string, JsonNode?>(
                        airs.Resource(row.Entry, row.Type),
                        row.Type == "VAE" ? new JsonObject() : new JsonObject { ["strength"] = Strength(row.Entry) }
                    )
                )
            ),
            "strengths" => entries.Count == 0
                ? null
                : new JsonObject(
                    entries.Select(row =>
                        KeyValuePair.Create<string, JsonNode?>(airs.Resource(row.Entry, row.Type), Strength(row.Entry))
                    )
                ),
            "list" => new JsonArray([
                .. entries.Select(row => new JsonObject
                {
                    ["air"] = airs.Resource(row.Entry, row.Type),
                    ["strength"] = Strength(row.Entry),
                }),
            ]),
            "air" => entries.Count == 0 ? null : airs.Resource(entries[0].Entry, entries[0].Type),
            "credits" => new JsonArray([.. entries.Select(row => Credit(row.Type, row.Entry))]),
            "references" => new JsonArray([
                .. entries.Select(row => new JsonObject
                {
                    ["imageUrl"] = (row.Entry["url"] ?? (row.Entry["image"] as JsonObject)?["url"])?.DeepClone(),
                    ["strength"] = Strength(row.Entry),
                }),
            ]),
            _ => null,
        };

    private static JsonObject Credit(string type, JsonObject entry)
    {
        var credit = new JsonObject { ["modelVersionId"] = FormValues.IdOf(entry) };
        if (type is not ("Checkpoint" or "VAE"))
            credit["strength"] = Strength(entry);
        credit["type"] = (entry["model"] as JsonObject)?["type"]?.DeepClone() ?? type;
        return credit;
    }

    private static JsonValue Strength(JsonObject entry) =>
        FormValues.NumberOf(entry["strength"]) is { } strength ? Node(strength) : Node(FullStrength);

    private static JsonValue Node(decimal number) =>
        number == Math.Truncate(number) ? JsonValue.Create((long)number) : JsonValue.Create(number);
}
