using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>Values from elsewhere in a workflow: <c>{"$ref":"hero","path":"output.images[0].url"}</c>, anywhere in an input.</summary>
internal static class References
{
    public static IEnumerable<string> NamesIn(JsonNode? json) =>
        json switch
        {
            JsonObject when JsonParts.Text(json, "$ref") is { } name => [name],
            JsonObject members => members.SelectMany(member => NamesIn(member.Value)),
            JsonArray list => list.SelectMany(NamesIn),
            _ => [],
        };

    /// <summary>A copy with every reference replaced by its value.</summary>
    public static JsonNode? Resolve(JsonNode? json, Func<string, JsonNode?> source) =>
        json switch
        {
            JsonObject when JsonParts.Text(json, "$ref") is { } name => JsonParts
                .Follow(source(name), JsonParts.Text(json, "path") ?? "")
                ?.DeepClone(),
            JsonObject members => new JsonObject(
                members.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value, source)))
            ),
            JsonArray list => new JsonArray([.. list.Select(item => Resolve(item, source))]),
            _ => json?.DeepClone(),
        };
}
