using BerryAIGen.IO.Graphs;

namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>The words behind an input for conditioning: followed back through whatever mixes, masks or guides it.</summary>
internal sealed class ComfyPrompts(ComfyValues values)
{
    private const int MostNodes = 400;

    // Where encoders keep their words; those of one row belong together.
    private static readonly string[][] Words =
    [
        ["text"],
        ["prompt"],
        ["text_g", "text_l"],
        ["t5xxl", "clip_l"],
        ["populated_text"],
        ["wildcard_text"],
        ["bert", "mt5xl"],
        ["tags", "lyrics"],
        ["caption"],
        ["user_prompt"],
        ["string"],
        ["text_positive"],
    ];

    /// <summary>The words of one side of a sampler; null when there are none.</summary>
    /// <param name="node">The sampler, or the guider before it.</param>
    /// <param name="input">The input to follow: <c>positive</c>, <c>negative</c>, or one that carries both.</param>
    /// <param name="side"><c>positive</c> or <c>negative</c>.</param>
    internal string? Of(GraphNode node, string input, string side)
    {
        var found = new List<string>();
        Follow(node, input, side, [], found);
        return found.Count == 0 ? null : string.Join('\n', found.Distinct());
    }

    private void Follow(GraphNode node, string name, string side, HashSet<(string, string)> seen, List<string> found)
    {
        if (seen.Count > MostNodes || !seen.Add((node.Id, name)))
        {
            return;
        }

        // Pipes and efficient loaders carry the words themselves.
        if (name == side && node.Find(name) is { Link: null } && values.Text(node, name) is { } direct)
        {
            found.Add(direct);
            return;
        }

        if (values.Source(node, name) is not { } source || source.Type == "ConditioningZeroOut")
        {
            return;
        }

        // Through an input that carries both sides only the words of this side are meant.
        if (Own(source, side) is { } own)
        {
            found.Add(own);
            return;
        }

        if (!IsCarrier(name) || side == "positive")
        {
            if (Encoded(source) is { } words)
            {
                found.Add(words);
                return;
            }
        }

        foreach (var next in Next(source, name, node.Find(name)?.Link?.Slot, side))
        {
            Follow(source, next, side, seen, found);
        }
    }

    /// <summary>The words of a node that has both sides: an efficient loader, or an encoder for video.</summary>
    private string? Own(GraphNode node, string side) =>
        node.Find(side) is { Link: null } && values.Text(node, side) is { } text
            ? text
            : values.Text(node, $"{side}_prompt");

    private string? Encoded(GraphNode node)
    {
        foreach (var names in Words)
        {
            var texts = names.Select(name => values.Text(node, name)).OfType<string>().Distinct().ToList();
            if (texts.Count > 0)
            {
                return string.Join('\n', texts);
            }
        }

        return null;
    }

    /// <summary>
    /// Nodes that take both sides give them out as first and second, unless the link carries both; others hand on all conditioning
    /// they take.
    /// </summary>
    private static IEnumerable<string> Next(GraphNode source, string arrival, int? slot, string side)
    {
        var linked = source.Inputs.Where(input => input.Link is not null).Select(input => input.Name).ToList();
        if (linked.Contains("positive") && linked.Contains("negative"))
        {
            return
            [
                IsCarrier(arrival) ? side
                : slot == 0 ? "positive"
                : slot == 1 ? "negative"
                : side,
            ];
        }

        return linked.Where(name =>
            name == side || name.StartsWith("cond", StringComparison.OrdinalIgnoreCase) || IsCarrier(name)
        );
    }

    private static bool IsCarrier(string name) =>
        name is "pipe" or "basic_pipe" or "guider" or "" or "any" or "value" or "source" or "text_embeds";
}
