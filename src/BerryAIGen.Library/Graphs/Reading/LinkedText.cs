using BerryAIGen.IO.Graphs;

namespace BerryAIGen.Library.Graphs.Reading;

/// <summary>Finds the file name that comes into a field over a link: from a primitive, a selector, or through reroutes.</summary>
internal static class LinkedText
{
    // Longer ways are circles.
    private const int MostHops = 32;

    /// <summary>The name and the node that has it; null when the value is computed.</summary>
    public static (string Text, GraphNode Node)? Find(Graph graph, GraphLink link, Func<string, bool> isName)
    {
        for (var hop = 0; hop < MostHops && graph.Find(link.NodeId) is { } node; hop++)
        {
            var names = NodeTexts.Of(node).Select(text => text.Text).Where(isName).Distinct().ToList();
            if (names.Count > 0)
                return (names[Math.Min(link.Slot, names.Count - 1)], node);
            if (node.Inputs.Select(input => input.Link).OfType<GraphLink>().ToList() is not [var next])
                return null;
            link = next;
        }

        return null;
    }
}
