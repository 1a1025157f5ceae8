using System.Text.Json.Nodes;

namespace BerryAIGen.Testing.Expectations;

/// <summary>Paths such as <c>items[*].files[0].name</c>; <c>$</c> is the whole.</summary>
internal static class JsonPath
{
    /// <summary>Every place that the path names; a member that is not there is a place too.</summary>
    public static IReadOnlyList<JsonPlace> Find(JsonNode? root, string path)
    {
        IReadOnlyList<JsonPlace> places = [new JsonPlace(true, root)];
        foreach (
            var step in path.Replace("[", ".[", StringComparison.Ordinal)
                .Split('.', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            if (step != "$")
                places = [.. places.SelectMany(place => Step(place.Value, step))];
        }

        return places;
    }

    private static IEnumerable<JsonPlace> Step(JsonNode? node, string step)
    {
        if (step == "[*]")
            return node is JsonArray all ? all.Select(item => new JsonPlace(true, item)) : [];
        if (step.StartsWith('['))
        {
            var index = int.Parse(step.Trim('[', ']'));
            return node is JsonArray array && index < array.Count
                ? [new JsonPlace(true, array[index])]
                : [JsonPlace.Missing];
        }

        return node is JsonObject json && json.TryGetPropertyValue(step, out var value)
            ? [new JsonPlace(true, value)]
            : [JsonPlace.Missing];
    }
}

/// <summary>A place in JSON: a value, null among them, or nothing.</summary>
internal sealed record JsonPlace(bool Exists, JsonNode? Value)
{
    public static JsonPlace Missing { get; } = new(false, null);

    public override string ToString() => Exists ? Value?.ToJsonString() ?? "null" : "missing";
}
