using System.Text.Json;
using System.Text.Json.Serialization;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>A field of forms, wherever it stands; a row of <c>definitions/fields.json</c>.</summary>
/// <param name="Id">Its key in forms: <c>cfgScale</c>.</param>
/// <param name="Type">What it takes.</param>
/// <param name="Label">What a person reads beside it.</param>
/// <param name="Scope">For what its value is remembered.</param>
internal sealed record FieldDefinition(string Id, FieldType Type, string Label, FieldScope Scope)
{
    /// <summary>A sentence that says what it does.</summary>
    public string? Help { get; init; }

    /// <summary>Whether another value may cost another price.</summary>
    public bool Price { get; init; }

    /// <summary>Why it is shown though it changes no step; null for those that do.</summary>
    public string? Beside { get; init; }

    public JsonElement? Default { get; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    public decimal? Step { get; init; }

    public int? MaxLength { get; init; }

    public bool Required { get; init; }

    public IReadOnlyList<JsonElement>? Options { get; init; }

    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>The figure of <c>limits.json</c> that bounds it for a person's tier; null for none.</summary>
    public string? Limit { get; init; }
}

/// <summary>What a field takes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FieldType>))]
internal enum FieldType
{
    [JsonStringEnumMemberName("text")]
    Text,

    [JsonStringEnumMemberName("number")]
    Number,

    [JsonStringEnumMemberName("integer")]
    Integer,

    [JsonStringEnumMemberName("toggle")]
    Toggle,

    [JsonStringEnumMemberName("choice")]
    Choice,

    /// <summary>A whole number that is drawn when nobody gives it.</summary>
    [JsonStringEnumMemberName("seed")]
    Seed,

    /// <summary>A ratio of sides with its width and height.</summary>
    [JsonStringEnumMemberName("size")]
    Size,

    [JsonStringEnumMemberName("images")]
    Images,

    [JsonStringEnumMemberName("video")]
    Video,

    /// <summary>One model with its strength.</summary>
    [JsonStringEnumMemberName("resource")]
    Resource,

    [JsonStringEnumMemberName("resources")]
    Resources,

    /// <summary>Pictures that guide the outline, with a preprocessor each.</summary>
    [JsonStringEnumMemberName("controls")]
    Controls,

    /// <summary>Pictures whose style is taken, with a strength each.</summary>
    [JsonStringEnumMemberName("references")]
    References,
}

/// <summary>For what a page remembers a value, so that changing one choice spoils no other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FieldScope>))]
internal enum FieldScope
{
    [JsonStringEnumMemberName("global")]
    Global,

    [JsonStringEnumMemberName("output")]
    Output,

    [JsonStringEnumMemberName("workflow")]
    Workflow,

    [JsonStringEnumMemberName("ecosystem")]
    Ecosystem,

    [JsonStringEnumMemberName("version")]
    Version,
}

/// <summary>The file of all fields.</summary>
internal sealed record FieldFile(int SchemaVersion, IReadOnlyList<FieldDefinition> Fields)
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }
}

/// <summary>The file of all tables of sizes: table, ratio, width and height.</summary>
internal sealed record SizeFile(
    int SchemaVersion,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<int>>> Tables
)
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }
}

/// <summary>What prepares a control picture; a row of <c>definitions/preprocessors.json</c>.</summary>
/// <param name="Id">Its word in forms: <c>depthAnythingV2</c>.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="Category">The heading that it stands under.</param>
internal sealed record PreprocessorDefinition(string Id, string Label, string Category)
{
    public bool Recommended { get; init; }

    /// <summary>The <c>kind</c> of the step that prepares the picture; null when the picture is taken as it is.</summary>
    public string? Kind { get; init; }
}

/// <summary>The file of all preprocessors.</summary>
internal sealed record PreprocessorFile(
    int SchemaVersion,
    IReadOnlyDictionary<string, string> Categories,
    IReadOnlyList<PreprocessorDefinition> Preprocessors
)
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }
}
