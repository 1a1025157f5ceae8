using BerryAIGen.Generation.Catalogue;

namespace BerryAIGen.Generation.Coverage;

/// <summary>How well a model works in an ecosystem.</summary>
/// <param name="Level"><c>full</c>, <c>partial</c> or <c>none</c>.</param>
/// <param name="Code">What says so: <c>same_ecosystem</c>, <c>cross_rule</c>, <c>root_rule</c>, <c>other_ecosystem</c> …</param>
/// <param name="Message">One sentence for people.</param>
public sealed record ResourceFit(string Level, string Code, string Message)
{
    public const string Full = "full";
    public const string Partial = "partial";
    public const string None = "none";

    /// <summary>How well a model works in an ecosystem.</summary>
    /// <param name="rules">Say what goes together.</param>
    /// <param name="place">Where the model belongs.</param>
    /// <param name="ecosystem">The checkpoint's ecosystem: its id, key, name or one of its base models.</param>
    /// <exception cref="GenerationException">There is no such ecosystem.</exception>
    public static ResourceFit Of(CoverageRules rules, ResourcePlace place, string ecosystem) =>
        Of(
            rules.Catalogue,
            place.Ecosystem is { } own ? rules.Catalogue.FindEcosystem(own) : null,
            place.Type,
            rules.Ecosystem(ecosystem)
        );

    internal static ResourceFit Of(
        GenerationCatalogue catalogue,
        EcosystemDefinition? own,
        string? type,
        EcosystemDefinition target
    )
    {
        if (catalogue.Types.Tools.Any(tool => tool.Id == type))
            return new(Full, "tool", $"A model of type {type} works with pictures of every ecosystem.");
        if (own is null)
            return new(None, "base_model_unknown", "Nobody knows the ecosystem that it was made for.");
        if (own == target)
            return new(Full, "same_ecosystem", $"It was made for {target.Name}.");
        if (catalogue.GeneratesOf(target).Count == 0)
            return new(None, "no_generation", $"{target.Name} does not generate.");
        if (Takes(target, own, type))
            return new(Partial, "cross_rule", $"It was made for {own.Name}, which works with {target.Name} in part.");
        if (RootOf(catalogue, target) is { } root && root != target && Takes(root, own, type))
            return new(
                Partial,
                "root_rule",
                $"It was made for {own.Name}, which works with {root.Name} in part, and {target.Name} comes from that."
            );
        return new(
            None,
            "other_ecosystem",
            $"It was made for {own.Name}, and {(type is null ? "that" : $"a {type} of that")} does not work with {target.Name}."
        );
    }

    private static bool Takes(EcosystemDefinition target, EcosystemDefinition own, string? type) =>
        type is not null && target.Partial.Any(row => row.Ecosystem == own.Id && row.Types.Contains(type));

    private static EcosystemDefinition? RootOf(GenerationCatalogue catalogue, EcosystemDefinition ecosystem)
    {
        var root = ecosystem;
        // A file of the user may close the line to a ring.
        for (var steps = 0; root.Parent is { } parent && steps < 16; steps++)
        {
            root = catalogue.FindEcosystem(parent) ?? root;
        }

        return root;
    }
}
