using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;

namespace BerryAIGen.Generation.Forms;

/// <summary>A field of an evaluated form, as a page draws it.</summary>
/// <param name="Key">Its name in the form's values.</param>
/// <param name="Definition">What it is everywhere.</param>
/// <param name="Settings">What this form says of it.</param>
internal sealed record FormField(string Key, FieldDefinition Definition, FieldSettings Settings)
{
    /// <summary>What holds and is sent: what was filled in, snapped into the range, or the default; null for nothing.</summary>
    public JsonNode? Value { get; set; }

    /// <summary>What was filled in, entry by entry, also those that are kept and not sent; empty for other fields than models.</summary>
    public IReadOnlyList<ModelEntry> Entries { get; set; } = [];

    /// <summary>Why <see cref="Value"/> cannot be sent, though it is kept: another version or ecosystem would take it; null when it can.</summary>
    public string? Problem { get; set; }

    /// <summary>What was understood or set otherwise than it was written.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The bound of a person's tier; null for the definitions' own.</summary>
    public decimal? Cap { get; set; }

    /// <summary>Whether the fields that decide over it have the values for which it is there.</summary>
    public bool IsVisible { get; set; } = true;

    // The options of control pictures are their preprocessors.
    public FieldType Type =>
        Settings.Options is null || Definition.Type == FieldType.Controls ? Definition.Type : FieldType.Choice;

    public decimal? Min => Settings.Min ?? Definition.Min;

    public decimal? Max => Cap ?? Settings.Max ?? Definition.Max;

    public decimal? Step => Settings.Step ?? Definition.Step;

    public int? MaxLength => Settings.MaxLength ?? Definition.MaxLength;

    public bool IsRequired => Settings.Required || Definition.Required;

    public IReadOnlyList<FieldOption> Options =>
        [.. (Settings.Options ?? Definition.Options ?? []).Select(FieldOption.From)];

    public JsonNode? Default => FieldOption.Node(Settings.Default ?? Definition.Default);

    /// <summary>The types of models that it takes; empty for all.</summary>
    public IReadOnlyList<string> Types => Settings.Types ?? Definition.Types ?? [];

    /// <summary>The ratios that can be chosen; null for other fields.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>>? Sizes { get; init; }
}
