using BerryAIGen.IO.Graphs;

namespace BerryAIGen.IO.Recipes.ComfyUi;

/// <summary>A node that makes nothing and hands on what others made.</summary>
/// <param name="Sources">How the names of the inputs begin from which it takes the whole.</param>
internal sealed record ComfyRelay(string Sources)
{
    // One bundle with a field for each part of a sampling; the small nodes give out the first nine.
    private static readonly string[] Fields =
    [
        "",
        "model",
        "clip",
        "vae",
        "positive",
        "negative",
        "latent",
        "images",
        "seed",
        "steps",
        "step_refiner",
        "cfg",
        "ckpt_name",
        "sampler",
        "scheduler",
        "clip_width",
        "clip_height",
        "text_pos_g",
        "text_pos_l",
        "text_neg_g",
        "text_neg_l",
        "mask",
        "control_net",
        "denoise",
    ];

    private static readonly ComfyRelay Bundle = new("base_ctx") { IsBundle = true, HasFields = true };
    private static readonly ComfyRelay BundleSwitch = new("ctx_") { IsBundle = true, IsFirst = true };
    private static readonly ComfyRelay BundleMerge = new("ctx_") { IsBundle = true, IsLastBefore = true };

    private static readonly Dictionary<string, ComfyRelay> Types = new(StringComparer.Ordinal)
    {
        ["Context (rgthree)"] = Bundle,
        ["Context Big (rgthree)"] = Bundle,
        ["Context Switch (rgthree)"] = BundleSwitch,
        ["Context Switch Big (rgthree)"] = BundleSwitch,
        ["Context Merge (rgthree)"] = BundleMerge,
        ["Context Merge Big (rgthree)"] = BundleMerge,
        ["Any Switch (rgthree)"] = new("any_") { IsFirst = true },
        ["Reroute"] = new(""),
        ["Reroute (rgthree)"] = new(""),
        ["SetNode"] = new(""),
        ["easy setNode"] = new(""),
        // What they hand on comes from the node that set the name.
        ["GetNode"] = new(""),
        ["easy getNode"] = new(""),
    };

    /// <summary>Whether it gives out a bundle, and each part of it.</summary>
    internal bool IsBundle { get; private init; }

    /// <summary>Whether a part may be wired to it, which then counts more than that of the bundle it takes.</summary>
    internal bool HasFields { get; private init; }

    /// <summary>Whether it takes the first that is there whole; else what one lacks comes from the next.</summary>
    internal bool IsFirst { get; private init; }

    /// <summary>Whether later ones count more.</summary>
    private bool IsLastBefore { get; init; }

    /// <summary>What a node hands on, and how; null for a node that does something itself.</summary>
    internal static ComfyRelay? Find(GraphNode node) => Types.GetValueOrDefault(node.Type);

    /// <summary>The part that an output gives out: nothing for the whole, null where nobody knows.</summary>
    internal string? FieldAt(int slot) =>
        !IsBundle ? ""
        : slot < Fields.Length ? Fields[slot]
        : null;

    /// <summary>The inputs from which it takes the whole, in the order in which they count.</summary>
    internal IEnumerable<GraphInput> SourcesOf(GraphNode node)
    {
        var sources = node
            .Inputs.Where(input => input.Link is not null && input.Name.StartsWith(Sources, StringComparison.Ordinal))
            .OrderBy(input => input.Name, StringComparer.Ordinal);
        return IsLastBefore ? sources.Reverse() : sources;
    }

    /// <summary>The parts that are wired to it by themselves.</summary>
    /// <param name="node">The node.</param>
    /// <param name="field">The part; nothing for all.</param>
    internal IEnumerable<GraphInput> PartsOf(GraphNode node, string field) =>
        HasFields
            ? node.Inputs.Where(input =>
                field.Length > 0 ? input.Name == field : !input.Name.StartsWith(Sources, StringComparison.Ordinal)
            )
            : [];
}
