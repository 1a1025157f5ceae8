using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>How large a piece of JSON is.</summary>
/// <param name="Values">How many values it has, with itself.</param>
/// <param name="Characters">How many characters its names and texts have, and its values at least.</param>
/// <param name="Depth">How many objects and lists lie in each other; 0 for a text.</param>
public readonly record struct JsonMeasure(long Values, long Characters, int Depth)
{
    public static JsonMeasure Of(JsonNode? node)
    {
        var sum = new JsonMeasure(1, 2, 0);
        if (node is JsonObject json)
        {
            sum = sum with { Depth = 1 };
            foreach (var (name, value) in json)
                sum = sum.With(name.Length + 4, Of(value));
        }
        else if (node is JsonArray list)
        {
            sum = sum with { Depth = 1 };
            foreach (var item in list)
                sum = sum.With(1, Of(item));
        }
        else if (node is not null)
            sum = sum with
            {
                Characters =
                    node.GetValueKind() == JsonValueKind.String
                        ? node.GetValue<string>().Length + 2
                        : node.ToJsonString().Length,
            };
        return sum;
    }

    private JsonMeasure With(int more, JsonMeasure inner) =>
        new(Values + inner.Values, Characters + inner.Characters + more, Math.Max(Depth, inner.Depth + 1));
}
