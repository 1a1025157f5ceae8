using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;

namespace BerryAIGen.Generation.Forms;

/// <summary>A field of an evaluated form, as a page draws it.</summary>
/// <param name="Key">Its name in the form's values.</param>
/// <param name="Definition">What it is everywhere.</param>
/// <param name="Settings">What this form says of it.</param>
internal sealed record FormField(string Key, FieldDefinition Definition, FieldSettings Settings)
{
    /// <summary>What holds: what was filled in, snapped into the range, or the default; null for nothing.</summary>
    public JsonNode? Value { get; set; }

    public FieldType Type => Settings.Options is null ? Definition.Type : FieldType.Choice;

    public decimal? Min => Settings.Min ?? Definition.Min;

    public decimal? Max => Settings.Max ?? Definition.Max;

    public decimal? Step => Settings.Step ?? Definition.Step;

    public int? MaxLength => Settings.MaxLength ?? Definition.MaxLength;

    public bool IsRequired => Settings.Required || Definition.Required;

    public IReadOnlyList<FieldOption> Options =>
        [.. (Settings.Options ?? Definition.Options ?? []).Select(FieldOption.From)];

    public JsonNode? Default => FieldOption.Node(Settings.Default ?? Definition.Default);

    /// <summary>The ratios that can be chosen; null for other fields.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>>? Sizes { get; init; }
}
