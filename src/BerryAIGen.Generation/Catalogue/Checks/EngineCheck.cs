using System.Text.Json;

namespace BerryAIGen.Generation.Catalogue.Checks;

/// <summary>Whether an engine sends only what its step takes, and says limits that hold.</summary>
internal static class EngineCheck
{
    // What is no field of a form, and can be sent.
    private static readonly HashSet<string> Given = ["model", "workflow", "each"];

    public static IEnumerable<DefinitionFinding> Run(GenerationCatalogue catalogue, EngineDefinition engine)
    {
        foreach (var (place, member, spec) in Specs(engine))
        {
            if (spec.Default is { } value && Outside(spec, value) is { } why)
                yield return Of(
                    engine,
                    member,
                    $"The default of \"{member}\" is {value}, {why}; correct the default or the limit."
                ) with
                {
                    Near = place,
                };
        }

        foreach (var (place, member, variant) in Targets(engine))
        {
            if (!Takes(engine, variant, member))
                yield return Of(
                    engine,
                    member,
                    $"The variant \"{variant.Id}\" sends \"{member}\", which it does not take: correct the name, or list it under \"undocumented\"."
                ) with
                {
                    Near = place,
                };
        }

        foreach (
            var member in engine.Send.Keys.Where(member => engine.Variants.All(one => !Takes(engine, one, member)))
        )
        {
            yield return Of(
                engine,
                member,
                $"\"{member}\" is sent, which no variant takes: correct the name, or take it out of \"send\"."
            ) with
            {
                Near = "$.send",
            };
        }

        foreach (var written in Written(engine))
        {
            foreach (var field in Expressions.FieldsOf(written).Where(field => !IsKnown(catalogue, field)))
            {
                yield return Of(engine, field, $"There is no field \"{field}\"; fields.json lists them.");
            }

            foreach (var graph in Expressions.NamesOf(written, "graph").Where(id => !catalogue.Graphs.ContainsKey(id)))
            {
                yield return Of(
                    engine,
                    graph,
                    $"There is no graph \"{graph}\"; name the id of one of definitions/graphs."
                );
            }
        }

        if (engine.Variants.Count == 0)
            yield return Of(engine, "variants", "It has no variants; one with the id \"default\" is enough.");
    }

    /// <summary>Whether a variant takes a member, or is known to.</summary>
    public static bool Takes(EngineDefinition engine, EngineVariant variant, string member) =>
        (variant.Takes?.Contains(member) ?? engine.Input.ContainsKey(member))
        || variant.Path.ContainsKey(member)
        || variant.Undocumented.Contains(member)
        || variant.Assumes.ContainsKey(member);

    /// <summary>Whether a name is a field, or something else that can be sent.</summary>
    public static bool IsKnown(GenerationCatalogue catalogue, string field) =>
        Given.Contains(field) || catalogue.Fields.ContainsKey(field);

    /// <summary>Why a value is not allowed; null when it is.</summary>
    public static string? Outside(decimal? least, decimal? most, IReadOnlyList<JsonElement>? options, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (!value.TryGetDecimal(out var number))
                return "which is no number that can be reckoned with";
            if (number < least)
                return $"below {least}";
            if (number > most)
                return $"above {most}";
        }

        return options is not null && !options.Any(option => SameWord(option, value))
            ? "which is none of its options"
            : null;
    }

    private static string? Outside(InputSpec spec, JsonElement value) =>
        Outside(spec.Min, spec.Max, spec.Type == "list" ? null : spec.Options, value);

    // Words of the interface are read in any case.
    private static bool SameWord(JsonElement option, JsonElement value)
    {
        var own = option.ValueKind == JsonValueKind.Object ? option.GetProperty("value") : option;
        return string.Equals(own.ToString(), value.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<(string Place, string Member, InputSpec Spec)> Specs(EngineDefinition engine) =>
        engine
            .Input.Select(row => ("$.input", row.Key, row.Value))
            .Concat(
                engine.Variants.SelectMany(
                    (variant, at) => variant.Input.Select(row => ($"$.variants[{at}].input", row.Key, row.Value))
                )
            );

    private static IEnumerable<(string Place, string Member, EngineVariant Variant)> Targets(EngineDefinition engine) =>
        engine.Variants.SelectMany(
            (variant, at) => variant.Send.Keys.Select(member => ($"$.variants[{at}].send", member, variant))
        );

    private static IEnumerable<JsonElement> Written(EngineDefinition engine) =>
        engine
            .Send.Values.Concat(engine.Variants.SelectMany(variant => variant.Send.Values))
            .Concat(engine.Before.Concat(engine.After).SelectMany(step => step.Input.Values));

    private static DefinitionFinding Of(EngineDefinition engine, string word, string message) =>
        new("engines", engine.Id, word, message);
}
