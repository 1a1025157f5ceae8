using System.Globalization;
using System.Text.Json;

namespace BerryAIGen.Generation.Catalogue.Shapes;

/// <summary>Whether what a file says of fields can be evaluated, whatever is filled in.</summary>
/// <param name="fields">The vocabulary of fields.</param>
internal sealed class FieldShape(IReadOnlyDictionary<string, FieldDefinition> fields)
{
    // A word of forms that is no field: the number of a version.
    private const string Model = "model";

    /// <exception cref="JsonException">One of them cannot be evaluated.</exception>
    public void Check(ShapePlace place, IReadOnlyDictionary<string, FieldSettings> all)
    {
        foreach (var (key, settings) in all)
        {
            Check(place[key], key, settings);
        }
    }

    /// <summary>The same for a row of the vocabulary itself.</summary>
    /// <exception cref="JsonException">It cannot be evaluated.</exception>
    public static void Check(ShapePlace place, FieldDefinition row)
    {
        Range(place, row.Min, row.Max, row.Step);
        Options(place["options"], row.Options);
        if (row.Default is { } value)
            Kind(place["default"], row.Type, value);
    }

    private void Check(ShapePlace place, string key, FieldSettings settings)
    {
        Range(place, settings.Min, settings.Max, settings.Step);
        Options(place["options"], settings.Options);
        if (settings.Sizes is { } sizes)
            Sizes(place["sizes"], sizes);
        foreach (
            var (field, tables) in settings.SizesBy ?? new Dictionary<string, IReadOnlyDictionary<string, string>>()
        )
        {
            if (tables.Count == 0)
                throw place["sizesBy"][field].Wrong("names no table; name one of sizes.json for each value.");
        }

        if (TypeOf(key, settings) is not { } type)
            return;
        if (settings.Default is { } value)
            Kind(place["default"], type, value);
        foreach (var (name, preset) in settings.Presets ?? new Dictionary<string, JsonElement>())
        {
            Kind(place["presets"][name], type, preset);
        }
    }

    // A field that nobody knows is the check's to tell: the form only leaves it out.
    private FieldType? TypeOf(string key, FieldSettings settings) =>
        key == Model ? FieldType.Integer
        : !fields.TryGetValue(key, out var row) ? null
        : settings.Options is null || row.Type == FieldType.Controls ? row.Type
        : FieldType.Choice;

    private static void Range(ShapePlace place, decimal? least, decimal? most, decimal? step)
    {
        if (least > most)
            throw place["min"].Wrong($"is {Text(least)}, above its \"max\" {Text(most)}; correct one of them.");
        if (step <= 0)
            throw place["step"].Wrong($"is {Text(step)}; write a number above 0, or leave it out.");
    }

    private static void Options(ShapePlace place, IReadOnlyList<JsonElement>? options)
    {
        for (var at = 0; at < options?.Count; at++)
        {
            if (options[at].ValueKind == JsonValueKind.Object)
            {
                if (!options[at].TryGetProperty("value", out var value) || !IsPlain(value))
                    throw place[at]
                        .Wrong("has no \"value\"; write { \"value\": …, \"label\": … }, or the value alone.");
                if (!options[at].TryGetProperty("label", out var label) || label.ValueKind != JsonValueKind.String)
                    throw place[at]
                        .Wrong("has no \"label\"; write { \"value\": …, \"label\": … }, or the value alone.");
            }
            else if (!IsPlain(options[at]))
                throw place[at].Wrong("is a list; an option is a text, a number, or { \"value\": …, \"label\": … }.");
        }
    }

    private static void Sizes(ShapePlace place, JsonElement sizes)
    {
        if (sizes.ValueKind == JsonValueKind.String)
            return;
        if (sizes.ValueKind != JsonValueKind.Object)
            throw place.Wrong("is neither; name a table of sizes.json, or write { \"1:1\": [1024, 1024] }.");
        if (!sizes.EnumerateObject().Any())
            throw place.Wrong("is empty; write at least one ratio: { \"1:1\": [1024, 1024] }.");
        foreach (var row in sizes.EnumerateObject().Where(row => !IsSize(row.Value)))
        {
            throw place[row.Name].Wrong("is two whole numbers of pixels: [1024, 1024].");
        }
    }

    private static void Kind(ShapePlace place, FieldType type, JsonElement value)
    {
        var (isRight, wanted) = type switch
        {
            FieldType.Text or FieldType.Size => (value.ValueKind == JsonValueKind.String, "a text"),
            FieldType.Number => (IsNumber(value), "a number"),
            FieldType.Integer or FieldType.Seed => (IsNumber(value) && value.TryGetInt64(out _), "a whole number"),
            FieldType.Toggle => (value.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false"),
            FieldType.Choice => (IsPlain(value), "one of the options"),
            FieldType.Video => (value.ValueKind is JsonValueKind.String or JsonValueKind.Object, "an address"),
            FieldType.Resource => (
                value.ValueKind is not (JsonValueKind.Array or JsonValueKind.True or JsonValueKind.False),
                "a model"
            ),
            _ => (value.ValueKind == JsonValueKind.Array, "a list"),
        };
        if (!isRight)
            throw place.Wrong($"is {value}; the field takes {wanted}.");
    }

    private static bool IsPlain(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False || IsNumber(value);

    private static bool IsNumber(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _);

    private static bool IsSize(JsonElement sides) =>
        sides.ValueKind == JsonValueKind.Array
        && sides.GetArrayLength() == 2
        && sides
            .EnumerateArray()
            .All(side => side.ValueKind == JsonValueKind.Number && side.TryGetInt32(out var length) && length > 0);

    private static string Text(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
