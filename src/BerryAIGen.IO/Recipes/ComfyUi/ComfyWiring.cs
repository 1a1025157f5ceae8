using BerryAIGen.IO.Graphs;

namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>
/// Leaves out the nodes that only hand on: what is wired to one is wired to the node that made it, so that whoever reads the graph
/// need not know them.
/// </summary>
internal sealed class ComfyWiring
{
    private const int MostSteps = 64;

    private readonly Graph _graph;
    private readonly ComfyNames _names;
    private readonly Dictionary<(string Node, string Field), GraphInput?> _taken = [];

    private ComfyWiring(Graph graph) => (_graph, _names) = (graph, new ComfyNames(graph));

    /// <summary>The graph without such nodes, but for those that hand on what nobody can tell.</summary>
    internal static Graph Straighten(Graph graph)
    {
        if (!graph.Nodes.Any(IsRelay))
        {
            return graph;
        }

        var wiring = new ComfyWiring(graph);
        var makers = graph
            .Nodes.Where(node => !IsRelay(node))
            .Select(node => node with { Inputs = [.. node.Inputs.Select(wiring.Straight)] })
            .ToList();
        return new Graph(graph.Form, graph.Members, [.. makers, .. wiring.Left(makers)]);
    }

    private static bool IsRelay(GraphNode node) => ComfyRelay.Find(node) is not null;

    private GraphInput Straight(GraphInput input) =>
        input.Link is { } link
        && _graph.Find(link.NodeId) is { } node
        && ComfyRelay.Find(node) is { } relay
        // A whole bundle is taken by nodes that are unknown here.
        && !(relay.IsBundle && link.Slot == 0)
        && Taken(input, "", MostSteps) is { } found
            ? input with
            {
                Link = found.Link,
                Value = found.Link is null ? found.Value : input.Value,
            }
            : input;

    /// <summary>The nodes that hand on and are still wired to others.</summary>
    private IEnumerable<GraphNode> Left(IEnumerable<GraphNode> makers)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<GraphNode>(makers);
        while (queue.TryDequeue(out var node))
        {
            foreach (var link in node.Inputs.Select(input => input.Link).OfType<GraphLink>())
            {
                if (_graph.Find(link.NodeId) is { } origin && IsRelay(origin) && seen.Add(origin.Id))
                {
                    yield return origin;
                    queue.Enqueue(origin);
                }
            }
        }
    }

    /// <summary>What comes to an input: the link to who made it, or the value. Null when nothing does.</summary>
    /// <param name="input">The input.</param>
    /// <param name="field">The part of the bundle that comes to it; nothing for the whole.</param>
    /// <param name="left">So many nodes may still be passed.</param>
    private GraphInput? Taken(GraphInput input, string field, int left)
    {
        if (input.Link is not { } link)
        {
            return field.Length == 0 && input.Value is not null ? input : null;
        }

        if (left == 0 || _graph.Find(link.NodeId) is not { } node || !(node.IsActive || node.Mode == GraphMode.Bypass))
        {
            return null;
        }

        if (ComfyRelay.Find(node) is not { } relay)
        {
            if (node.Mode == GraphMode.Bypass)
            {
                return Passed(node, input, field, left);
            }

            return field.Length == 0 ? input : null;
        }

        if ((field.Length > 0 ? field : relay.FieldAt(link.Slot)) is not { } wanted)
        {
            return null;
        }

        // Noted before it is known, so that a circle ends, and what many share is followed once.
        if (!_taken.TryGetValue((node.Id, wanted), out var taken))
        {
            _taken[(node.Id, wanted)] = null;
            _taken[(node.Id, wanted)] = taken = HandedOn(node, relay, wanted, left - 1);
        }

        return taken;
    }

    /// <summary>What comes through a bypassed node, which is there only when something comes into it.</summary>
    private GraphInput? Passed(GraphNode node, GraphInput input, string field, int left)
    {
        if (ComfyValues.PassedOn(node, input) is not { } source || Taken(source, field, left - 1) is not { } taken)
        {
            return null;
        }

        // Whoever takes it follows it further by the name under which it is taken there.
        return field.Length == 0 ? input : taken;
    }

    private GraphInput? HandedOn(GraphNode node, ComfyRelay relay, string field, int left)
    {
        foreach (var part in relay.PartsOf(node, field))
        {
            if (Taken(part, "", left) is { } own)
            {
                return own;
            }
        }

        var giver = ComfyNames.IsGetter(node) ? _names.FindSetter(node) : node;
        foreach (var source in giver is null ? [] : relay.SourcesOf(giver))
        {
            if (Taken(source, field, left) is { } found)
            {
                return found;
            }

            if (relay.IsFirst && Taken(source, "", left) is not null)
            {
                return null;
            }
        }

        return null;
    }
}
