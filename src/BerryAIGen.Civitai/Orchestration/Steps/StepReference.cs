using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Civitai.Orchestration;

/// <summary>A value from elsewhere in the workflow: <c>{"$ref":"hero","path":"output.images[0].url"}</c>.</summary>
/// <param name="Source">A step's name, <c>$0</c>, <c>$arguments</c> or a loop's variable.</param>
/// <param name="Path">Where in it, <c>output.images[0].url</c>.</param>
public sealed record StepReference(string Source, string Path)
{
    /// <summary>As the wire has it.</summary>
    public JsonElement ToJson()
    {
        var json = new JsonObject { ["$ref"] = Source, ["path"] = Path };
        using var document = JsonDocument.Parse(json.ToJsonString());
        return document.RootElement.Clone();
    }

    /// <summary>The reference that the JSON is; null when it is something else.</summary>
    public static StepReference? Find(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("$ref", out var source)
        && source.ValueKind == JsonValueKind.String
            ? new StepReference(
                source.GetString()!,
                json.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String
                    ? path.GetString()!
                    : ""
            )
            : null;

    /// <summary>All references anywhere in the JSON.</summary>
    public static IEnumerable<StepReference> In(JsonElement json) =>
        Find(json) is { } own
            ? [own]
            : json.ValueKind switch
            {
                JsonValueKind.Object => json.EnumerateObject().SelectMany(member => In(member.Value)),
                JsonValueKind.Array => json.EnumerateArray().SelectMany(In),
                _ => [],
            };
}
