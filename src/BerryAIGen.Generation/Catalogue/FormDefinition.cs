using System.Collections.ObjectModel;
using System.Text.Json;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>A form: what a person fills in for some workflows of an ecosystem, and the engine that gets it.</summary>
/// <param name="Workflows">The keys of the workflows: <c>txt2img</c>, <c>img2img:edit</c>.</param>
/// <param name="Show">The fields, in the order in which they are shown.</param>
internal sealed record FormDefinition(IReadOnlyList<string> Workflows, IReadOnlyList<string> Show) : FormChanges
{
    /// <summary>The versions it is for; empty for all.</summary>
    public IReadOnlyList<long> Versions
    {
        get => field ?? [];
        init;
    }

    /// <summary>What a person should know before he fills it in; one sentence.</summary>
    public string? Note { get; init; }

    /// <summary>The ecosystem that is meant in truth: a model of text-to-video has another for pictures.</summary>
    public string? Ecosystem { get; init; }

    /// <summary>The same, by the value of a field: field, value, ecosystem.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? EcosystemBy { get; init; }
}

/// <summary>What a form, or a version chosen in it, changes of what is shown and sent.</summary>
internal abstract record FormChanges
{
    /// <summary>The id of the engine that runs it; null where another part of the definition names it.</summary>
    public string? Engine { get; init; }

    /// <summary>What it says of its fields, in place of what was said before.</summary>
    public IReadOnlyDictionary<string, FieldSettings> Fields
    {
        get => field ?? ReadOnlyDictionary<string, FieldSettings>.Empty;
        init;
    }

    /// <summary>What it sends, beside and before what the engine does; the words that choose the engine's variant are among it.</summary>
    public IReadOnlyDictionary<string, JsonElement> Set
    {
        get => field ?? ReadOnlyDictionary<string, JsonElement>.Empty;
        init;
    }

    /// <summary>What the engine would send, and this must not.</summary>
    public IReadOnlyList<string> Drops
    {
        get => field ?? [];
        init;
    }

    /// <summary>The version that runs instead of the chosen one; the form says so.</summary>
    public long? RunsOn { get; init; }
}

/// <summary>What one form says of one field; what it leaves out, the vocabulary of fields says.</summary>
internal sealed record FieldSettings
{
    /// <summary>Field and value, or several values, for which it is there; null for always.</summary>
    public IReadOnlyDictionary<string, JsonElement>? When { get; init; }

    public JsonElement? Default { get; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    public decimal? Step { get; init; }

    /// <summary>Letters of a text.</summary>
    public int? MaxLength { get; init; }

    public bool Required { get; init; }

    /// <summary>Shown, and not to be changed.</summary>
    public bool Fixed { get; init; }

    /// <summary>What can be chosen: values, or <c>{ value, label }</c>.</summary>
    public IReadOnlyList<JsonElement>? Options { get; init; }

    /// <summary>Values with a name, beside the field.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Presets { get; init; }

    /// <summary>The sizes that can be chosen: the name of a table of <c>sizes.json</c>, or ratio and sides themselves.</summary>
    public JsonElement? Sizes { get; init; }

    /// <summary>The table by the value of another field: field, value, table.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? SizesBy { get; init; }

    /// <summary>The field of pictures whose first one decides the ratio; such a field is not shown.</summary>
    public string? Follows { get; init; }

    /// <summary>The types of models that can be chosen.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>What each picture of a list is, in order.</summary>
    public IReadOnlyList<string>? Slots { get; init; }

    /// <summary>The figure of <c>limits.json</c> that bounds it here, in place of the field's usual one.</summary>
    public string? Limit { get; init; }
}
