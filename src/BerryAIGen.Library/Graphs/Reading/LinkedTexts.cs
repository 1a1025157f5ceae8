using BerryAIGen.IO.Graphs;

namespace BerryAIGen.Library.Graphs.Reading;

/// <summary>Finds the file names that come into fields over links: from a primitive, a selector, or through reroutes.</summary>
/// <remarks>Each node is looked at once, however many fields hang on it.</remarks>
internal sealed class LinkedTexts(Graph graph, Func<string, bool> isName)
{
    // Longer ways are circles.
    private const int MostHops = 32;

    private readonly Dictionary<string, Giver> _givers = new(StringComparer.Ordinal);

    /// <summary>The name and the node that has it; null when the value is computed.</summary>
    public (string Text, GraphNode Node)? Find(GraphLink link)
    {
        for (var hop = 0; hop < MostHops && graph.Find(link.NodeId) is { } node; hop++)
        {
            var giver = GiverOf(node);
            if (giver.Names.Count > 0)
                return (giver.Names[Math.Min(link.Slot, giver.Names.Count - 1)], node);
            if (giver.Next is not { } next)
                return null;
            link = next;
        }

        return null;
    }

    private Giver GiverOf(GraphNode node)
    {
        if (!_givers.TryGetValue(node.Id, out var giver))
        {
            List<string> names = [.. NodeTexts.Of(node).Select(text => text.Text).Where(isName).Distinct()];
            var links = node.Inputs.Select(input => input.Link).OfType<GraphLink>().Take(2).ToArray();
            _givers[node.Id] = giver = new Giver(names, links is [var only] ? only : null);
        }

        return giver;
    }

    private sealed record Giver(IReadOnlyList<string> Names, GraphLink? Next);
}
