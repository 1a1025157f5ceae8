using System.Text.Json.Nodes;

namespace BerryAIGen.Generation.Forms.Shown;

/// <summary>A field of a form as a page draws it.</summary>
/// <param name="Key">Its name in the form's values.</param>
/// <param name="Type">What it takes: <c>text, number, integer, toggle, choice, seed, size, images, video, resource, resources, controls, references</c>.</param>
/// <param name="Label">What a person reads beside it.</param>
/// <param name="Scope">For what its value is remembered: <c>global, output, workflow, ecosystem, version</c>.</param>
/// <param name="Remember">Where its value is kept: two forms with the same text here share it.</param>
public sealed record ShownField(string Key, string Type, string Label, string Scope, string Remember)
{
    /// <summary>A sentence that says what it does.</summary>
    public string? Help { get; init; }

    /// <summary>What holds; of models also those that are kept and not sent.</summary>
    public JsonNode? Value { get; init; }

    /// <summary>What holds when nothing is filled in.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>The least number, or entries of a list.</summary>
    public decimal? Min { get; init; }

    /// <summary>The greatest number, or entries of a list.</summary>
    public decimal? Max { get; init; }

    /// <summary>The distance between two numbers.</summary>
    public decimal? Step { get; init; }

    /// <summary>Letters of a text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether it must not be empty.</summary>
    public bool Required { get; init; }

    /// <summary>Shown, and not to be changed.</summary>
    public bool Fixed { get; init; }

    /// <summary>Whether it is there now; <see cref="When"/> says why not.</summary>
    public bool Visible { get; init; }

    /// <summary>The fields and values for which it is there; null for always.</summary>
    public JsonObject? When { get; init; }

    /// <summary>Whether another value may cost another price, so that it is asked for anew.</summary>
    public bool Price { get; init; }

    /// <summary>What can be chosen; null where it is typed.</summary>
    public IReadOnlyList<ShownOption>? Options { get; init; }

    /// <summary>Values with a name, beside the field.</summary>
    public JsonObject? Presets { get; init; }

    /// <summary>The types of models that it takes.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>What each picture of a list is, in order.</summary>
    public IReadOnlyList<string>? Slots { get; init; }

    /// <summary>Of each model whether it goes with the form; null for other fields.</summary>
    public IReadOnlyList<ShownEntry>? Entries { get; init; }

    /// <summary>What was understood or set otherwise than it was written.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What is missing before the form can be compiled; null for nothing.</summary>
    public string? Problem { get; init; }
}

/// <summary>Something that can be chosen.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Label">What a person reads.</param>
public sealed record ShownOption(JsonNode Value, string Label)
{
    /// <summary>The pixels of a ratio; null for other fields.</summary>
    public int? Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public int? Height { get; init; }
}

/// <summary>Whether a model goes with the form.</summary>
/// <param name="Level"><c>full</c>, <c>partial</c>, or <c>none</c>: kept, grey, not sent.</param>
/// <param name="Reason">Why it is not full.</param>
public sealed record ShownEntry(string Level, string? Reason);
