using System.Text.Json;

namespace BerryAIGen.IO.Graphs;

/// <summary>A ComfyUI workflow: nodes and what is wired to what, the same for every form in which such a file is kept.</summary>
public sealed record Graph
{
    private readonly Dictionary<string, GraphNode> _byId;

    internal Graph(GraphForm form, JsonElement members, IReadOnlyList<GraphNode> nodes)
    {
        (Form, Members, Nodes) = (form, members, nodes);
        _byId = new(nodes.Count, StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            _byId.TryAdd(node.Id, node);
        }
    }

    /// <summary>The form of the file.</summary>
    public GraphForm Form { get; }

    /// <summary>The object that holds the graph, with all that is not said by <see cref="Nodes"/>.</summary>
    public JsonElement Members { get; }

    /// <summary>Every node that does something itself; a subgraph is not among them, the nodes inside it are.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>A node by its id; null when there is none.</summary>
    public GraphNode? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The node that gives an input its value; null for an input without a link, or with one that leads nowhere.</summary>
    public GraphNode? Origin(GraphInput? input) => input?.Link is { } link ? Find(link.NodeId) : null;
}

/// <summary>The forms in which graphs are kept.</summary>
public enum GraphForm
{
    /// <summary>What the editor saves: <c>nodes</c> and <c>links</c>.</summary>
    Ui,

    /// <summary>What is sent to be run: nodes by their ids, with <c>class_type</c> and <c>inputs</c>.</summary>
    Api,

    /// <summary>No graph, but ComfyUI's own list of its node types (<c>/object_info</c>), which people keep beside one.</summary>
    NodeTypes,
}
