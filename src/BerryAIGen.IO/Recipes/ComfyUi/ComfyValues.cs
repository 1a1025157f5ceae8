using System.Globalization;
using BerryAIGen.IO.Graphs;

namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>What an input of a node holds when the graph runs: its own value, or what the nodes wired to it hand on.</summary>
internal sealed class ComfyValues(Graph graph)
{
    private const int MostSteps = 64;

    // A graph may wire one text into the next twice over, and grow without end.
    private const int LongestText = 1 << 20;

    private readonly Dictionary<(string Node, int Slot, string Name), string?> _held = [];

    // Names under which nodes that only hold or hand on a value keep it, likeliest first.
    private static readonly string[] Holders =
    [
        "value",
        "Value",
        "text",
        "string",
        "String",
        "prompt",
        "seed",
        "noise_seed",
        "int",
        "float",
        "number",
        "steps_total",
        "a",
        "any",
        "input",
        "anything",
        "source",
        "",
    ];

    // Nodes with a text for each side give the good one out first.
    private static readonly string[][] Sides =
    [
        ["positive", "text_positive", "positive_prompt", "prompt"],
        ["negative", "text_negative", "negative_prompt"],
    ];

    internal Graph Graph { get; } = graph;

    /// <summary>The node wired to an input, when it runs; one that is bypassed hands on what it takes.</summary>
    internal GraphNode? Source(GraphNode node, string name) => Source(node.Find(name));

    /// <summary>The same for an input that is at hand.</summary>
    internal GraphNode? Source(GraphInput? input) => Follow(input)?.Node;

    /// <summary>What a bypassed node hands on to an input: what comes in under the same name, else what comes in first.</summary>
    internal static GraphInput? PassedOn(GraphNode node, GraphInput input) =>
        node.Find(input.Name) is { Link: not null } same
            ? same
            : node.Inputs.FirstOrDefault(other => other.Link is not null);

    private (GraphNode Node, int Slot)? Follow(GraphInput? input)
    {
        for (var i = 0; i < MostSteps; i++)
        {
            if (input is null || Graph.Origin(input) is not { } origin)
            {
                return null;
            }

            if (origin.IsActive && !IsRelay(origin))
            {
                return (origin, input.Link?.Slot ?? 0);
            }

            if (origin.Mode == GraphMode.Never)
            {
                return null;
            }

            input = PassedOn(origin, input);
        }

        return null;
    }

    /// <summary>The value as text; null when nobody can tell without running the graph.</summary>
    internal string? Text(GraphNode node, string name) => Text(node, name, MostSteps);

    internal double? Real(GraphNode node, string name) => RecipeJson.Real(Text(node, name));

    private string? Text(GraphNode node, string name, int left)
    {
        var input = node.Find(name);
        if (input?.Link is null)
        {
            return node.Value(name, ComfyWidgets.Position(node.Type, name)) is { } value
                ? RecipeJson.AsText(value)
                : null;
        }

        if (left == 0 || Follow(input) is not var (origin, slot))
        {
            return null;
        }

        // Noted before it is known, so that a circle ends, and what two inputs share is followed once.
        var key = (origin.Id, slot, name);
        if (!_held.TryGetValue(key, out var held))
        {
            _held[key] = null;
            held = Held(origin, slot, name, left - 1);
            _held[key] = held;
        }

        return held;
    }

    /// <summary>What a node hands on at one of its outputs, for an input of that name.</summary>
    private string? Held(GraphNode node, int slot, string name, int left)
    {
        // What it hands on is not known, else it would not be here.
        if (ComfyRelay.Find(node) is not null)
        {
            return null;
        }

        if (ComfySizes.Side(this, node, slot) is { } side)
        {
            return side.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var names in ComfyJoins.PartsOf(node))
        {
            if (ComfyJoins.IsChoice(node) && names.Any(part => node.Find(part) is not null))
            {
                return ComfyJoins.Choice(node) is { } number && number <= names.Count
                    ? Text(node, names[number - 1], left)
                    : null;
            }

            var parts = names.Select(part => Text(node, part, left)).OfType<string>().ToList();
            if (parts.Count > 1)
            {
                return parts.Sum(part => (long)part.Length) > LongestText
                    ? null
                    : string.Join(ComfyJoins.Delimiter(node), parts);
            }
        }

        // Nodes that gather the settings of samplers have a field for each and give each out.
        if (Text(node, name, left) is { } own)
        {
            return own;
        }

        if (Sides[1].Any(side => node.Find(side) is not null))
        {
            return slot < Sides.Length ? First(node, Sides[slot], left) : null;
        }

        // What else is given out beside the first is nobody's guess.
        var isOnly = node.Inputs.Count(input => input.Value is not null) + node.Widgets.Count <= 1;
        return slot > 0 && !isOnly ? null
            : First(node, Holders, left) is { } held ? held
            // Of a node of unknown make: the one text that it holds.
            : node.Widgets is [var only] ? RecipeJson.AsText(only)
            : null;
    }

    private string? First(GraphNode node, IEnumerable<string> names, int left) =>
        names.Select(name => Text(node, name, left)).FirstOrDefault(text => text is not null);

    private static bool IsRelay(GraphNode node) =>
        node.Type is "Reroute" or "Reroute (rgthree)" or "PrimitiveNode" && HasLink(node);

    private static bool HasLink(GraphNode node) => node.Inputs.Any(input => input.Link is not null);
}
