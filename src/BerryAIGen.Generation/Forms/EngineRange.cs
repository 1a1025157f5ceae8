using System.Text.Json;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Workflows;

namespace BerryAIGen.Generation.Forms;

/// <summary>What the members of an engine take that a field goes to, in the field's own numbers.</summary>
/// <param name="Min">Null when nobody says.</param>
/// <param name="Max">Null when nobody says.</param>
internal sealed record EngineRange(decimal? Min, decimal? Max)
{
    private static readonly EngineRange Any = new(null, null);

    public static EngineRange Of(GenerationCatalogue catalogue, FormChoice choice, string key)
    {
        if (EngineVariants.Of(catalogue, choice) is not var (engine, variant) || variant is null)
            return Any;
        var range = Any;
        foreach (var (member, written) in EngineVariants.SendsOf(engine, variant, choice))
        {
            if (FactorOf(written, key) is not { } factor)
                continue;
            var spec = variant.Input.GetValueOrDefault(member) ?? engine.Input.GetValueOrDefault(member);
            // What is pulled into a range when it is sent goes as far as it likes before.
            var (least, most) = (
                Number(written, "min") is null ? spec?.Min : null,
                Number(written, "max") ?? spec?.Max
            );
            range = new(Greater(range.Min, least * factor), Less(range.Max, most * factor));
        }

        return range;
    }

    private static decimal? Greater(decimal? one, decimal? other) =>
        one is null || other is null ? one ?? other : Math.Max(one.Value, other.Value);

    private static decimal? Less(decimal? one, decimal? other) =>
        one is null || other is null ? one ?? other : Math.Min(one.Value, other.Value);

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
