using System.Text.Json;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Workflows;
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
        var bound = own is null || own == usual ? EngineMax(catalogue, choice, field.Key) ?? own : own;
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

    /// <summary>What the member takes at most that a field goes to; null when nobody says.</summary>
    private static decimal? EngineMax(GenerationCatalogue catalogue, FormChoice choice, string key)
    {
        if (EngineVariants.Of(catalogue, choice) is not var (engine, variant) || variant is null)
            return null;
        decimal? most = null;
        foreach (var (member, written) in EngineVariants.SendsOf(engine, variant, choice))
        {
            if (FactorOf(written, key) is not { } factor)
                continue;
            var spec = variant.Input.GetValueOrDefault(member) ?? engine.Input.GetValueOrDefault(member);
            var own = Number(written, "max") ?? spec?.Max;
            if (own * factor is { } bound && (most is null || bound < most))
                most = bound;
        }

        return most;
    }

    // How many of the field make one of the member; null when it goes elsewhere.
    private static decimal? FactorOf(JsonElement written, string key) =>
        written.ValueKind == JsonValueKind.String && written.ValueEquals($"${key}") ? 1
        : written.ValueKind == JsonValueKind.Object
        && written.TryGetProperty("from", out var from)
        && from.ValueKind == JsonValueKind.String
        && from.ValueEquals(key)
            ? Number(written, "divide") ?? 1
        : null;

    private static decimal? Number(JsonElement written, string name) =>
        written.ValueKind == JsonValueKind.Object && written.TryGetProperty(name, out var number)
            ? number.GetDecimal()
            : null;
}
