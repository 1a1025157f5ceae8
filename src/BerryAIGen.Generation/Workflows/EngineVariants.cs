using System.Text.Json;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Workflows;

/// <summary>Chooses the variant of an engine, and says what it is sent.</summary>
internal static class EngineVariants
{
    /// <summary>The engine of a form and its variant; null for a form without engine, no variant where none fits.</summary>
    public static (EngineDefinition Engine, EngineVariant? Variant)? Of(
        GenerationCatalogue catalogue,
        FormChoice choice
    ) =>
        (choice.Version?.Engine ?? choice.Form.Engine) is { } id && catalogue.Engines.TryGetValue(id, out var engine)
            ? (engine, Find(engine, Constants(choice)))
            : null;

    /// <summary>What form and version set, the version before the form.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Constants(FormChoice choice)
    {
        if (choice.Version is not { Set.Count: > 0 } version)
            return choice.Form.Set;
        Dictionary<string, JsonElement> all = new(choice.Form.Set);
        Add(all, version.Set);
        return all;
    }

    /// <summary>The field that decides over a word which chooses the variant; null when none does.</summary>
    public static string? DecidingField(EngineDefinition engine, IReadOnlyDictionary<string, JsonElement> constants) =>
        engine
            .Variants.SelectMany(variant => variant.Path.Keys)
            .Distinct()
            .Select(word => constants.TryGetValue(word, out var written) ? PlainField(written) : null)
            .FirstOrDefault(field => field is not null);

    /// <summary>The variant that all given words choose; null for none.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="constants">What form and version set; a word that a field decides chooses nothing.</param>
    public static EngineVariant? Find(EngineDefinition engine, IReadOnlyDictionary<string, JsonElement> constants) =>
        engine
            .Variants.Where(variant => variant.Path.All(word => Allows(constants, word.Key, word.Value)))
            .MaxBy(variant => variant.Path.Count(word => Says(constants, word.Key, word.Value)));

    /// <summary>All that is sent: by version, form, variant and engine, the nearest first.</summary>
    public static Dictionary<string, JsonElement> SendsOf(
        EngineDefinition engine,
        EngineVariant variant,
        FormChoice choice
    )
    {
        Dictionary<string, JsonElement> sends = [];
        foreach (var (member, value) in engine.Send)
        {
            if (variant.Takes is null || variant.Takes.Contains(member) || variant.Undocumented.Contains(member))
                sends[member] = value;
        }

        Add(sends, variant.Send);
        foreach (var member in variant.Drops.Concat(choice.Form.Drops).Concat(choice.Version?.Drops ?? []))
        {
            sends.Remove(member);
        }

        Add(sends, choice.Form.Set);
        Add(sends, choice.Version?.Set);
        // A word that chose the variant may still be sent otherwise: by how many pictures there are.
        foreach (var word in variant.Path.Keys)
        {
            if (variant.Send.TryGetValue(word, out var own))
                sends[word] = own;
        }

        return sends;
    }

    private static void Add(Dictionary<string, JsonElement> sends, IReadOnlyDictionary<string, JsonElement>? more)
    {
        foreach (var (member, value) in more ?? new Dictionary<string, JsonElement>())
        {
            sends[member] = value;
        }
    }

    // { "from": field } and nothing else.
    private static string? PlainField(JsonElement written) =>
        written.ValueKind == JsonValueKind.Object
        && written.TryGetProperty("from", out var from)
        && from.ValueKind == JsonValueKind.String
        && written.EnumerateObject().Count() == 1
            ? from.GetString()
            : null;

    private static bool Allows(IReadOnlyDictionary<string, JsonElement> constants, string member, string word) =>
        !constants.TryGetValue(member, out var value)
        || value.ValueKind != JsonValueKind.String
        || value.GetString() == word;

    private static bool Says(IReadOnlyDictionary<string, JsonElement> constants, string member, string word) =>
        constants.TryGetValue(member, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.ValueEquals(word);
}
