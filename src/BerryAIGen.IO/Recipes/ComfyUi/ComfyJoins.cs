using BerryAIGen.IO.Graphs;

namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>Nodes that put several texts together, or choose one of them.</summary>
internal static class ComfyJoins
{
    private const int MostParts = 64;

    // In the order in which they are put together.
    private static readonly string[][] Parts =
    [
        ["string_a", "string_b"],
        ["text_a", "text_b", "text_c", "text_d"],
        ["text1", "text2", "text3", "text4"],
        ["string1", "string2", "string3"],
        ["prefix", "text", "suffix"],
    ];

    /// <summary>The names of the parts that a node may have, one list for each way of naming them.</summary>
    internal static IEnumerable<IReadOnlyList<string>> PartsOf(GraphNode node) =>
        RecipeJson.Whole(Literal(node, "inputcount")) is { } count and > 1
            ? Parts.Prepend([.. Enumerable.Range(1, Math.Min(count, MostParts)).Select(number => $"string_{number}")])
            : Parts;

    /// <summary>Whether a node hands on one of its parts and not all of them.</summary>
    internal static bool IsChoice(GraphNode node) =>
        node.Type.Contains("Switch", StringComparison.OrdinalIgnoreCase)
        || node.Type.Contains("Selector", StringComparison.OrdinalIgnoreCase);

    /// <summary>Which part it hands on, from 1; null when only running it tells.</summary>
    internal static int? Choice(GraphNode node) =>
        RecipeJson.Whole(Literal(node, "Input") ?? Literal(node, "select")) is { } number and > 0 ? number : null;

    /// <summary>What a node puts between its parts.</summary>
    internal static string Delimiter(GraphNode node) =>
        Literal(node, "delimiter") switch
        {
            "none" => "",
            "space" => " ",
            "comma" => ",",
            { } text => text.Replace("\\n", "\n", StringComparison.Ordinal),
            null => node.Find("prefix") is not null || node.Find("string_a") is not null ? "" : ", ",
        };

    private static string? Literal(GraphNode node, string name) =>
        node.Find(name) is { Link: null, Value: { } value } ? RecipeJson.AsText(value) : null;
}
