using BerryAIGen.IO.Graphs;

namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>What an input of a node holds when the graph runs: its own value, or what the nodes wired to it hand on.</summary>
internal sealed class ComfyValues(Graph graph)
{
    private const int MostSteps = 64;

    // A graph may wire one text into the next twice over, and grow without end.
    private const int LongestText = 1 << 20;

    private readonly Dictionary<string, string?> _held = new(StringComparer.Ordinal);

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
        "a",
        "any",
        "input",
        "anything",
        "source",
        "",
    ];

    // Of nodes that put texts together, in the order in which they do.
    private static readonly string[][] Parts =
    [
        ["string_a", "string_b"],
        ["text_a", "text_b", "text_c", "text_d"],
        ["text1", "text2", "text3", "text4"],
        ["string1", "string2", "string3"],
        ["prefix", "text", "suffix"],
    ];

    internal Graph Graph { get; } = graph;

    /// <summary>The node wired to an input, when it runs; one that is bypassed hands on what it takes.</summary>
    internal GraphNode? Source(GraphNode node, string name) => Source(node.Find(name));

    /// <summary>The same for an input that is at hand.</summary>
    internal GraphNode? Source(GraphInput? input)
    {
        for (var i = 0; i < MostSteps; i++)
        {
            if (input is null || Graph.Origin(input) is not { } origin)
            {
                return null;
            }

            if (origin.IsActive && !IsRelay(origin))
            {
                return origin;
            }

            if (origin.Mode == GraphMode.Never)
            {
                return null;
            }

            // What comes in under the same name goes out, else what comes in first.
            input = origin.Find(input.Name) is { Link: not null } same
                ? same
                : origin.Inputs.FirstOrDefault(other => other.Link is not null);
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

        if (left == 0 || Source(input) is not { } origin)
        {
            return null;
        }

        // Noted before it is known, so that a circle ends, and what two inputs share is followed once.
        if (!_held.TryGetValue(origin.Id, out var held))
        {
            _held[origin.Id] = null;
            held = Held(origin, left - 1);
            _held[origin.Id] = held;
        }

        return held;
    }

    private string? Held(GraphNode node, int left)
    {
        foreach (var names in Parts)
        {
            var parts = names.Select(name => Text(node, name, left)).OfType<string>().ToList();
            if (parts.Count > 1)
            {
                return parts.Sum(part => (long)part.Length) > LongestText ? null : string.Join(Delimiter(node), parts);
            }
        }

        var found = Holders.Select(name => Text(node, name, left)).FirstOrDefault(text => text is not null);
        // Of a node of unknown make: the one text that it holds.
        return found ?? (node.Widgets is [var only] ? RecipeJson.AsText(only) : null);
    }

    private static string Delimiter(GraphNode node) =>
        node.Find("delimiter")?.Value is { } delimiter
            ? (RecipeJson.AsText(delimiter) ?? "").Replace("\\n", "\n", StringComparison.Ordinal)
        : node.Find("prefix") is not null ? ""
        : node.Find("string_a") is not null ? ""
        : ", ";

    private static bool IsRelay(GraphNode node) =>
        node.Type is "Reroute" or "Reroute (rgthree)" or "PrimitiveNode" && HasLink(node);

    private static bool HasLink(GraphNode node) => node.Inputs.Any(input => input.Link is not null);
}
