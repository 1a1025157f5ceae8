using System.Text.Json;

namespace BerryAIGen.IO.Graphs;

/// <summary>The node that stands for a subgraph: what it gives to the nodes inside.</summary>
internal sealed class GraphUse
{
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _values;
    private readonly ILookup<string, KeyValuePair<string, JsonElement>> _promoted;

    public GraphUse(ScopedNode node)
    {
        (Id, Type) = (node.Id, node.Type);
        _values = GraphWidgets.Named(node.Json);
        _promoted = Promoted(node.Json)
            .ToLookup(field => field.Id, field => KeyValuePair.Create(field.Name, field.Value));
        foreach (var input in node.Json.Member("inputs").Items())
        {
            if (input.Member("name").Text() is { } name && input.Member("link").Id() is { } link)
            {
                _links.TryAdd(name, link);
            }
        }
    }

    public string Id { get; }

    /// <summary>The subgraph's id.</summary>
    public string Type { get; }

    /// <summary>The link, outside, of an input; null when nothing is wired to it.</summary>
    public string? FindLink(string input) => _links.GetValueOrDefault(input);

    /// <summary>The value that an input has here; null when it has none.</summary>
    public JsonElement? FindValue(string input) => _values.TryGetValue(input, out var value) ? value : null;

    /// <summary>The values that stand here for fields of a node inside, by the fields' names.</summary>
    public IEnumerable<KeyValuePair<string, JsonElement>> ValuesFor(string innerId) => _promoted[innerId];

    private static IEnumerable<(string Id, string Name, JsonElement Value)> Promoted(JsonElement node)
    {
        var shown = node.Member("properties").Member("proxyWidgets").Items().ToList();
        var values = GraphWidgets.Values(node);
        if (shown.Count != values.Count)
        {
            yield break;
        }

        foreach (var (field, value) in shown.Zip(values).Where(pair => pair.Second.ValueKind != JsonValueKind.Null))
        {
            var parts = field.Items().Take(2).ToArray();
            if (parts is [var id, var name] && id.Id() is { } inner && name.Text() is { } word)
            {
                yield return (inner, word, value);
            }
        }
    }
}
