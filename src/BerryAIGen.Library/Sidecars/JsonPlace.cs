using System.Globalization;
using System.Text.Json.Nodes;

namespace BerryAIGen.Library.Sidecars;

/// <summary>A place in a JSON document: names with dots between, a number for an element of a list, <c>$</c> for the whole.</summary>
internal static class JsonPlace
{
    public const string Whole = "$";

    /// <summary>What is there; null for nothing, an empty text, an empty list and an empty object.</summary>
    public static JsonNode? Find(JsonObject document, string path)
    {
        JsonNode? node = document;
        if (path != Whole)
        {
            foreach (var name in path.Split('.'))
                node = node switch
                {
                    JsonObject map => map[name],
                    JsonArray list when int.TryParse(name, CultureInfo.InvariantCulture, out var index) =>
                        list.ElementAtOrDefault(index),
                    _ => null,
                };
        }

        return IsEmpty(node) ? null : node;
    }

    /// <summary>Puts a value there; objects on the way are made. False when something else is in the way.</summary>
    public static bool Put(JsonObject document, string path, JsonNode? value)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            if (document[name] is null)
                document[name] = new JsonObject();
            if (document[name] is not JsonObject inner)
                return false;
            document = inner;
        }

        document[names[^1]] = value;
        return true;
    }

    public static bool IsEmpty(JsonNode? node) =>
        node switch
        {
            null => true,
            JsonObject map => map.Count == 0,
            JsonArray list => list.Count == 0,
            JsonValue value => value.TryGetValue<string>(out var text) && text.Length == 0,
            _ => false,
        };
}
