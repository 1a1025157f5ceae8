using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>Bounds a field by a person's tier: wider where the definitions name the usual tier's figure, narrower elsewhere.</summary>
internal static class FieldLimits
{
    /// <exception cref="GenerationException">There is no such tier.</exception>
    public static void Apply(GenerationCatalogue catalogue, FormChoice choice, string? tier, FormField field)
    {
        if (tier is null || (field.Settings.Limit ?? field.Definition.Limit) is not { } figure)
            return;
        var limits = catalogue.Limits;
        if (!limits.Tiers.TryGetValue(tier, out var figures))
            throw new GenerationException(
                FailureCode.Usage,
                "tier",
                $"There is no tier \"{tier}\"; there are {string.Join(", ", limits.Tiers.Keys)}."
            );
        if (!figures.TryGetValue(figure, out var most))
            return;
        decimal? own = field.Settings.Max ?? field.Definition.Max;
        var usual = limits.Usual is { } name ? limits.Tiers.GetValueOrDefault(name)?.GetValueOrDefault(figure) : null;
        // Where the bound is the usual tier's and not the engine's, the engine's own is the next one.
        var bound = own is null || own == usual ? EngineRange.Of(catalogue, choice, field.Key).Max ?? own : own;
        field.Cap = Floor(field, bound is { } engine ? Math.Min(engine, most) : most);
    }

    // Drafts go in fours, and some is always allowed.
    private static decimal Floor(FormField field, decimal most)
    {
        var least = field.Min ?? 0;
        if (field.Step is not { } step || step <= 0 || most <= least)
            return Math.Max(most, least);
        return least + (Math.Floor((most - least) / step) * step);
    }
}
