using System.Text.Json;

namespace BerryAIGen.IO.Graphs;

/// <summary>The graph itself, or one use of a subgraph: its nodes, and where their links lead in the end.</summary>
internal sealed class GraphScope
{
    // The end of a subgraph where the outside comes in; the number is the editor's.
    private const string InputEnd = "-10";

    // A link may pass many subgraphs; one that passes more goes round in a circle.
    private const int MostHops = 256;

    private readonly Func<string, GraphBody?> _findSubgraph;
    private readonly GraphBody _body;
    private readonly GraphScope? _outer;
    private readonly GraphUse? _use;
    private readonly string _prefix;
    private readonly Dictionary<string, GraphScope> _inner = new(StringComparer.Ordinal);

    public GraphScope(Func<string, GraphBody?> findSubgraph, GraphBody body)
        : this(findSubgraph, body, null, null) { }

    private GraphScope(Func<string, GraphBody?> findSubgraph, GraphBody body, GraphScope? outer, GraphUse? use)
    {
        (_findSubgraph, _body, _outer, _use) = (findSubgraph, body, outer, use);
        _prefix = outer is null || use is null ? "" : outer.FullId(use.Id) + ":";
        Depth = outer is null ? 0 : outer.Depth + 1;
    }

    public IReadOnlyList<ScopedNode> Nodes => _body.Nodes;

    /// <summary>How many subgraphs there are around it.</summary>
    public int Depth { get; }

    /// <summary>The scope of a subgraph that a node here stands for.</summary>
    public GraphScope Enter(ScopedNode use, GraphBody subgraph)
    {
        if (!_inner.TryGetValue(use.Id, out var scope))
        {
            _inner[use.Id] = scope = new GraphScope(_findSubgraph, subgraph, this, new GraphUse(use));
        }

        return scope;
    }

    /// <summary>Whether this is a use of that subgraph, or lies inside one.</summary>
    public bool IsInside(string subgraph) => _use?.Type == subgraph || (_outer?.IsInside(subgraph) ?? false);

    /// <summary>A node's id behind those of the subgraphs around it.</summary>
    public string FullId(string id) => _prefix + id;

    /// <summary>All inputs of a node that have a name: those with a socket first, in their order.</summary>
    public IReadOnlyList<GraphInput> InputsOf(ScopedNode node)
    {
        var values = GraphWidgets.Named(node.Json);
        foreach (var (name, value) in _use?.ValuesFor(node.Id) ?? [])
        {
            values[name] = value;
        }

        List<GraphInput> inputs = [];
        foreach (var (slot, input) in node.Json.Member("inputs").Items().Index())
        {
            var name = GraphWidgets.Field(input) ?? input.Member("name").Text() ?? "";
            var link = input.Member("link").Id() ?? _body.FindWireless(node.Id, slot);
            var origin = link is not null ? Follow(link, MostHops) : null;
            var hasValue = values.Remove(name, out var value);
            inputs.Add(
                new GraphInput(name) { Link = origin?.Link, Value = origin?.Value ?? (hasValue ? value : null) }
            );
        }

        return [.. inputs, .. values.Select(value => new GraphInput(value.Key) { Value = value.Value })];
    }

    /// <summary>Where a link comes from: a node, or a value that a subgraph's node has for it. Null when it leads nowhere.</summary>
    private Origin? Follow(string linkId, int hops)
    {
        if (hops <= 0 || _body.FindLink(linkId) is not { } link)
        {
            return null;
        }

        if (link.OriginId == InputEnd)
        {
            return FollowOut(link.OriginSlot, hops - 1);
        }

        if (_body.FindNode(link.OriginId) is not { } node || _findSubgraph(node.Type) is not { } subgraph)
        {
            return new Origin(new GraphLink(FullId(link.OriginId), link.OriginSlot), null);
        }

        // A subgraph that holds itself is refused when it is unfolded.
        if (IsInside(node.Type) || subgraph.FindOutput(link.OriginSlot) is not { } exit)
        {
            return null;
        }

        return Enter(node, subgraph).Follow(exit.Id, hops - 1);
    }

    private Origin? FollowOut(int slot, int hops)
    {
        if (_outer is null || _use is null || _body.FindInput(slot) is not { } name)
        {
            return null;
        }

        return _use.FindLink(name) is { } link ? _outer.Follow(link, hops)
            : _use.FindValue(name) is { } value ? new Origin(null, value)
            : null;
    }

    private sealed record Origin(GraphLink? Link, JsonElement? Value);
}
