using BerryAIGen.IO.Graphs;

namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>What an input of a node holds when the graph runs: its own value, or what the nodes wired to it hand on.</summary>
internal sealed class ComfyValues(Graph graph)
{
    private const int MostSteps = 64;

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
    internal GraphNode? Source(GraphNode node, string name)
    {
        for (var i = 0; i < MostSteps; i++)
        {
            if (Graph.Origin(node.Find(name)) is not { } origin)
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
            var through = origin.Find(name)?.Link is not null
                ? name
                : origin.Inputs.FirstOrDefault(input => input.Link is not null)?.Name;
            if (through is null)
            {
                return null;
            }

            (node, name) = (origin, through);
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

        return left > 0 && Source(node, name) is { } origin ? Held(origin, left - 1) : null;
    }

    private string? Held(GraphNode node, int left)
    {
        foreach (var names in Parts)
        {
            var parts = names.Select(name => Text(node, name, left)).OfType<string>().ToList();
            if (parts.Count > 1)
            {
                return string.Join(Delimiter(node), parts);
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
