using System.Text.Json;

namespace BerryAIGen.IO.Graphs;

/// <summary>The values of a node's fields, and their names as far as the file tells them.</summary>
internal static class GraphWidgets
{
    // The editor keeps what happens to a seed after a run as one more value, which is no input.
    private static readonly string[] AfterGenerate = ["fixed", "increment", "decrement", "randomize"];
    private static readonly string[] Seeds = ["seed", "noise_seed"];

    /// <summary>In their order; a node may also keep them by name.</summary>
    public static List<JsonElement> Values(JsonElement node)
    {
        var values = node.Member("widgets_values");
        return values.ValueKind == JsonValueKind.Object
            ? [.. values.EnumerateObject().Select(value => value.Value)]
            : [.. values.Items()];
    }

    /// <summary>
    /// The values by name. Newer editors list every field among the inputs, older ones only those that were made inputs:
    /// names are taken from there when there is one for each value.
    /// </summary>
    public static Dictionary<string, JsonElement> Named(JsonElement node)
    {
        Dictionary<string, JsonElement> named = new(StringComparer.Ordinal);
        var values = node.Member("widgets_values");
        foreach (var value in values.Members())
        {
            named.TryAdd(value.Name, value.Value);
        }

        var names = node.Member("inputs").Items().Select(Field).OfType<string>().ToList();
        if (names.Count == 0 || Without(names, [.. values.Items()]) is not { } own || own.Count != names.Count)
        {
            return named;
        }

        foreach (var (name, value) in names.Zip(own))
        {
            named.TryAdd(name, value);
        }

        return named;
    }

    /// <summary>The field that an input stands for; null for an input that was never a field.</summary>
    public static string? Field(JsonElement input) => input.Member("widget").Member("name").Text();

    // The values that are inputs; null when there are too few.
    private static List<JsonElement>? Without(List<string> names, List<JsonElement> values)
    {
        List<JsonElement> own = [];
        var at = 0;
        foreach (var name in names)
        {
            if (at >= values.Count)
            {
                return null;
            }

            own.Add(values[at++]);
            if (Seeds.Contains(name) && at < values.Count && AfterGenerate.Contains(values[at].Text()))
            {
                at++;
            }
        }

        // The button with which a picture is chosen is kept as a value, too.
        return at == values.Count || (at == values.Count - 1 && values[at].Text() is "image") ? own : null;
    }
}
