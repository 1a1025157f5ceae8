using System.Text.Json;

namespace BerryAIGen.IO.Graphs;

/// <summary>What the graph or a subgraph consists of; read once, however often a subgraph is used.</summary>
internal sealed class GraphBody
{
    // The end of a subgraph towards the outside; the number is the editor's.
    private const string OutputEnd = "-20";

    private readonly Dictionary<string, ScopedNode> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LinkEnd> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<int, LinkEnd> _outputs = [];
    private readonly Dictionary<(string NodeId, int Slot), string> _wireless = [];
    private readonly string?[] _inputs;

    public GraphBody(JsonElement definition)
    {
        Name = definition.Member("name").Text();
        Nodes = [.. definition.Member("nodes").Items().Select(ScopedNode.TryRead).OfType<ScopedNode>()];
        foreach (var node in Nodes)
        {
            _byId.TryAdd(node.Id, node);
        }

        foreach (var link in definition.Member("links").Items().Select(LinkEnd.TryRead).OfType<LinkEnd>())
        {
            _links.TryAdd(link.Id, link);
            if (link.TargetId == OutputEnd)
            {
                _outputs.TryAdd(link.TargetSlot, link);
            }
        }

        ReadWireless(definition.Member("extra").Member("ue_links"));
        _inputs = [.. definition.Member("inputs").Items().Select(input => input.Member("name").Text())];
    }

    /// <summary>What its owner calls it; null for the graph itself.</summary>
    public string? Name { get; }

    public IReadOnlyList<ScopedNode> Nodes { get; }

    public ScopedNode? FindNode(string id) => _byId.GetValueOrDefault(id);

    public LinkEnd? FindLink(string id) => _links.GetValueOrDefault(id);

    /// <summary>The link that a broadcast made to an input without one of its own; null when none did.</summary>
    public string? FindWireless(string nodeId, int slot) => _wireless.GetValueOrDefault((nodeId, slot));

    /// <summary>The link that leads to an output of the subgraph.</summary>
    public LinkEnd? FindOutput(int slot) => _outputs.GetValueOrDefault(slot);

    /// <summary>The name of an input of the subgraph.</summary>
    public string? FindInput(int slot) => slot >= 0 && slot < _inputs.Length ? _inputs[slot] : null;

    // Anything Everywhere draws no links; it notes them as it works them out, and they are there when the graph runs.
    private void ReadWireless(JsonElement links)
    {
        foreach (var link in links.Items())
        {
            if (
                link.Member("downstream").Id() is { } target
                && link.Member("downstream_slot").Number() is { } slot
                && link.Member("upstream").Id() is { } origin
            )
            {
                var id = $"ue:{_wireless.Count}";
                if (_wireless.TryAdd((target, slot), id))
                {
                    _links[id] = new LinkEnd(id, origin, link.Member("upstream_slot").Number() ?? 0, target, slot);
                }
            }
        }
    }
}
