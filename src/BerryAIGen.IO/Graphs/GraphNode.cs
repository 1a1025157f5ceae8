using System.Text.Json;

namespace BerryAIGen.IO.Graphs;

/// <summary>One node of a graph.</summary>
public sealed record GraphNode
{
    // Nobody's node has more, but a file may.
    private const int FewInputs = 32;

    private Dictionary<string, GraphInput>? _byName;

    /// <summary>Its id; of a node in a subgraph behind that of the subgraph's node, as ComfyUI does it: <c>93:12</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it does: <c>CheckpointLoaderSimple</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What its owner calls it; null when it has no name of its own.</summary>
    public string? Title { get; init; }

    public GraphMode Mode { get; init; }

    /// <summary>False when it, or a subgraph around it, is muted or bypassed: it does not run then.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>What it takes, with a name: links, and values whose name the file tells.</summary>
    public IReadOnlyList<GraphInput> Inputs { get; init; } = [];

    /// <summary>The values of its fields in their order; empty in the API form, which has names for all.</summary>
    public IReadOnlyList<JsonElement> Widgets { get; init; } = [];

    /// <summary>What else the editor keeps of it; of kind <see cref="JsonValueKind.Undefined"/> when nothing.</summary>
    public JsonElement Properties { get; init; }

    /// <summary>An input by its name; null when the file names none so.</summary>
    public GraphInput? Find(string name) =>
        Inputs.Count <= FewInputs ? Inputs.FirstOrDefault(input => input.Name == name)
        : (_byName ??= Inputs.DistinctBy(input => input.Name).ToDictionary(input => input.Name)).TryGetValue(
            name,
            out var found
        )
            ? found
        : null;

    /// <summary>The value of an input: by its name, else of the field at a position; null when neither is there.</summary>
    /// <param name="name">The input's name.</param>
    /// <param name="position">The field's place in <see cref="Widgets"/>; null when nobody knows it.</param>
    public JsonElement? Value(string name, int? position = null) =>
        Find(name)?.Value ?? (position is { } at && at < Widgets.Count ? Widgets[at] : null);
}

/// <summary>One input of a node.</summary>
/// <param name="Name">Its name; unlike others it may stand for nothing but a position and be empty.</param>
public sealed record GraphInput(string Name)
{
    /// <summary>Where its value comes from; null when it is written down here.</summary>
    public GraphLink? Link { get; init; }

    /// <summary>The value written down. Beside a <see cref="Link"/> it is an old one, which does not count.</summary>
    public JsonElement? Value { get; init; }
}

/// <summary>An output of another node.</summary>
/// <param name="NodeId">The node's <see cref="GraphNode.Id"/>; links into and out of subgraphs are followed to a node that is none.</param>
/// <param name="Slot">The output's place, from 0.</param>
public sealed record GraphLink(string NodeId, int Slot);

/// <summary>When a node runs; the numbers are ComfyUI's.</summary>
public enum GraphMode
{
    Always = 0,
    OnEvent = 1,

    /// <summary>Muted: it does not run, and neither does what needs it.</summary>
    Never = 2,

    OnTrigger = 3,

    /// <summary>It does not run; what comes in goes out.</summary>
    Bypass = 4,
}
