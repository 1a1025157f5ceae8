using System.Text.Json;
using System.Text.Json.Nodes;

namespace BerryAIGen.Toolkit.Tests.Driven;

/// <summary>A part of an answer. What is not there, or is something else, fails as an assertion and names where it was looked for.</summary>
internal sealed class Told(JsonNode? node, string path = "$")
{
    private JsonNode Node => node.ShouldNotBeNull($"{path} is not told");

    public Told this[string name] => new(Node.ShouldBeOfType<JsonObject>(path)[name], $"{path}.{name}");

    public Told this[int index]
    {
        get
        {
            var items = AsArray();
            items.Count.ShouldBeGreaterThan(index, path);
            return items[index];
        }
    }

    public IReadOnlyList<Told> AsArray() =>
        [.. Node.ShouldBeOfType<JsonArray>(path).Select((item, index) => new Told(item, $"{path}[{index}]"))];

    /// <summary>The one item that fits.</summary>
    public Told One(Func<Told, bool> fits) => AsArray().Where(fits).ShouldHaveSingleItem(path);

    public T GetValue<T>()
    {
        if (Node is JsonValue said && said.TryGetValue(out T? value))
            return value;
        Assert.Fail($"{path} is no {typeof(T).Name}: {Node.ToJsonString()}");
        return default;
    }

    public string ToJsonString() => Node.ToJsonString();

    public override string ToString() => Node.ToString();

    /// <summary>The same shape with nothing in it: words are empty, numbers others, switches turned over, lists without items.</summary>
    public static JsonNode? Emptied(JsonNode? node) =>
        node switch
        {
            JsonObject parts => new JsonObject(
                parts.Select(part => KeyValuePair.Create(part.Key, Emptied(part.Value)))
            ),
            JsonArray => new JsonArray(),
            JsonValue said => said.GetValueKind() switch
            {
                JsonValueKind.String => "",
                JsonValueKind.Number => said.ToString() == "0" ? -1 : 0,
                JsonValueKind.True => false,
                _ => true,
            },
            _ => null,
        };
}
