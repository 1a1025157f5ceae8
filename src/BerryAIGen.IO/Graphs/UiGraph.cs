using System.Globalization;
using System.Text.Json;

namespace BerryAIGen.IO.Graphs;

/// <summary>The form that the editor saves. Subgraphs and group nodes are unfolded, and links through them followed.</summary>
internal sealed class UiGraph
{
    private const int MostNodes = 100_000;
    private const int MostNested = 32;

    private readonly Dictionary<string, GraphBody> _subgraphs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _groups = new(StringComparer.Ordinal);
    private readonly List<GraphNode> _nodes = [];
    private int _seen;

    private UiGraph(JsonElement root)
    {
        foreach (var subgraph in root.Member("definitions").Member("subgraphs").Items())
        {
            if (subgraph.Member("id").Id() is { } id)
            {
                _subgraphs.TryAdd(id, new GraphBody(subgraph));
            }
        }

        foreach (var group in root.Member("extra").Member("groupNodes").Members())
        {
            // Editors wrote both signs.
            _groups.TryAdd("workflow>" + group.Name, group.Value);
            _groups.TryAdd("workflow/" + group.Name, group.Value);
        }
    }

    /// <exception cref="GraphBroken">It holds itself, or far too much.</exception>
    public static IReadOnlyList<GraphNode> Read(JsonElement root)
    {
        var graph = new UiGraph(root);
        graph.Unfold(new GraphScope(graph.FindSubgraph, new GraphBody(root)), isActive: true);
        return graph._nodes;
    }

    private GraphBody? FindSubgraph(string type) => _subgraphs.GetValueOrDefault(type);

    private void Unfold(GraphScope scope, bool isActive)
    {
        if (scope.Depth > MostNested)
        {
            throw new GraphBroken("TooDeep", $"its subgraphs are nested deeper than {MostNested} levels.");
        }

        foreach (var node in scope.Nodes)
        {
            if (++_seen > MostNodes)
            {
                throw new GraphBroken(
                    "TooManyNodes",
                    $"it unfolds to more than {MostNodes.ToString("N0", CultureInfo.InvariantCulture)} nodes."
                );
            }

            var mode = (GraphMode)(node.Json.Member("mode").Number() ?? 0);
            var runs = isActive && mode is not (GraphMode.Never or GraphMode.Bypass);
            if (FindSubgraph(node.Type) is { } subgraph)
            {
                if (scope.IsInside(node.Type))
                {
                    throw new GraphBroken("Cycle", $"the subgraph \"{subgraph.Name ?? node.Type}\" holds itself.");
                }

                Unfold(scope.Enter(node, subgraph), runs);
            }
            else if (_groups.TryGetValue(node.Type, out var group))
            {
                AddGroup(scope, node, group, mode, runs);
            }
            else
            {
                _nodes.Add(Node(scope, node, mode, runs) with { Inputs = scope.InputsOf(node) });
            }
        }
    }

    // The predecessor of subgraphs; what was wired inside is not followed.
    private void AddGroup(GraphScope scope, ScopedNode group, JsonElement definition, GraphMode mode, bool runs)
    {
        var inner = definition.Member("nodes").Items().Select(ScopedNode.TryRead).OfType<ScopedNode>().ToList();
        var values = GraphWidgets.Values(group.Json);
        var isWhole = values.Count == inner.Sum(node => GraphWidgets.Values(node.Json).Count);
        var taken = 0;
        foreach (var (node, index) in inner.Select((node, index) => (node, index)))
        {
            var count = GraphWidgets.Values(node.Json).Count;
            var added = Node(scope, node with { Id = $"{group.Id}:{index}" }, mode, runs);
            _nodes.Add(isWhole ? added with { Widgets = values.GetRange(taken, count) } : added);
            taken += count;
            _seen++;
        }
    }

    private static GraphNode Node(GraphScope scope, ScopedNode node, GraphMode mode, bool runs) =>
        new()
        {
            Id = scope.FullId(node.Id),
            Type = node.Type,
            Title = node.Json.Member("title").Text(),
            Mode = mode,
            IsActive = runs,
            Widgets = GraphWidgets.Values(node.Json),
            Properties = node.Json.Member("properties"),
        };
}
