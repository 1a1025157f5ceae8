using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Forms;

/// <summary>Gives a field its value: what was filled in, snapped and clamped with a word about it, or the default.</summary>
internal sealed class FieldReader(
    GenerationCatalogue catalogue,
    FormRequest request,
    JsonObject values,
    List<string> notes
)
{
    /// <summary>Seeds that are drawn are below this: 2^31 - 1.</summary>
    private const int DrawnBelow = int.MaxValue;

    /// <summary>A text that is longer is too long for every version, and is not sent back.</summary>
    private const int MostKept = 100_000;

    /// <exception cref="GenerationException">The value is of another kind than the field.</exception>
    public JsonNode? Read(FormField field)
    {
        var given = values[field.Key];
        if (field.Settings.Fixed && given is not null && !IsSame(given, field.Default))
            Note(
                field,
                $"\"{field.Key}\" is {Shown(field.Default)} here and cannot be changed, so {Shown(given)} is not sent."
            );
        if (field.Settings.Fixed || given is null)
            return field switch
            {
                { Type: FieldType.Seed } => JsonValue.Create(Draw()),
                { Type: FieldType.Resource, Default: { } model } => MediaValues.Of(field, model),
                _ => field.Default,
            };
        return field.Type switch
        {
            FieldType.Text => Text(field, given),
            FieldType.Number or FieldType.Integer => Number(field, given),
            FieldType.Seed => Seed(field, given),
            FieldType.Toggle => Toggle(field, given),
            FieldType.Choice => Choice(field, given),
            FieldType.Images or FieldType.Resources or FieldType.Controls or FieldType.References => List(field, given),
            FieldType.Video or FieldType.Resource => MediaValues.Of(field, given),
            _ => given.DeepClone(),
        };
    }

    /// <summary>The field with its table, and the ratio that is meant.</summary>
    public FormField ReadSize(FormField field, IReadOnlyList<FormField> others)
    {
        var table = SizeTables.Of(catalogue, field.Settings, others);
        var shown = field with { Sizes = table };
        var ratio = field.Settings.Follows is { } list
            ? SizeTables.OfPicture(table, others.FirstOrDefault(other => other.Key == list)?.Value)
            : SizeTables.Find(table, values[field.Key], shown);
        notes.AddRange(shown.Notes);
        shown.Value = SizeTables.Value(table, ratio ?? field.Settings.Default?.GetString() ?? table.Keys.First());
        // In a field of its own: nothing of what is only compared is said.
        if (
            field.Settings.Follows is { } pictures
            && values[field.Key] is { } given
            && SizeTables.Find(table, given, new FormField(field.Key, field.Definition, field.Settings)) is { } wished
            && wished != RatioOf(shown.Value)
        )
            Note(
                shown,
                $"\"{field.Key}\" is {RatioOf(shown.Value)}, {(ratio is null ? "the default" : $"as the first of \"{pictures}\" has it")}, and not {wished}."
            );
        return shown;
    }

    private static JsonValue Text(FormField field, JsonNode given)
    {
        if (given is not JsonValue value || !value.TryGetValue<string>(out var text))
            throw Wrong(field, given, "a text");
        if (field.MaxLength is { } most && text.Length > most)
        {
            var problem = $"\"{field.Key}\" has {text.Length:N0} characters; {most:N0} are allowed.";
            if (text.Length > MostKept)
                throw new GenerationException(FailureCode.Usage, field.Key, problem);
            field.Problem = problem;
        }

        return JsonValue.Create(text);
    }

    private JsonValue Number(FormField field, JsonNode given)
    {
        if (FormValues.NumberOf(given) is not { } number)
            throw Wrong(field, given, "a number");
        var snapped = NumberRange.Snap(field, number);
        if (snapped != number)
        {
            Note(field, NumberRange.Note(field, number, snapped));
        }

        return snapped == Math.Truncate(snapped) && snapped is >= long.MinValue and <= long.MaxValue
            ? JsonValue.Create((long)snapped)
            : JsonValue.Create(snapped);
    }

    private static JsonValue Seed(FormField field, JsonNode given)
    {
        var number = FormValues.NumberOf(given);
        if (number is null || number != Math.Truncate(number.Value) || number < field.Min || number > field.Max)
            throw new GenerationException(
                FailureCode.Usage,
                field.Key,
                $"\"{field.Key}\" is {Shown(given)}; it has to be a whole number from {field.Min} to {field.Max}, or nothing."
            );
        return JsonValue.Create((long)number.Value);
    }

    private static JsonValue Toggle(FormField field, JsonNode given) =>
        given is JsonValue value && value.TryGetValue<bool>(out var flag) ? JsonValue.Create(flag)
        : given is JsonValue word && word.TryGetValue<string>(out var text) && bool.TryParse(text, out var read)
            ? JsonValue.Create(read)
        : throw Wrong(field, given, "true or false");

    private static JsonNode Choice(FormField field, JsonNode given)
    {
        var options = field.Options;
        var found =
            options.FirstOrDefault(option => JsonNode.DeepEquals(option.Value, given))
            ?? options.FirstOrDefault(option =>
                string.Equals(option.Value.ToString(), given.ToString(), StringComparison.OrdinalIgnoreCase)
            );
        if (found is null)
            field.Problem =
                $"\"{field.Key}\" is {Shown(given)}; choose {string.Join(", ", options.Select(option => option.Value))}.";
        return found?.Value.DeepClone() ?? given.DeepClone();
    }

    private static JsonArray List(FormField field, JsonNode given)
    {
        if (given is not JsonArray items)
            throw Wrong(field, given, "a list");
        return new JsonArray([.. items.Select(item => Entry(field, item))]);
    }

    private static JsonNode Entry(FormField field, JsonNode? item)
    {
        var entry = MediaValues.Of(field, item);
        // A picture alone is its address.
        if (field.Type == FieldType.Controls && entry["image"] is JsonValue address)
            entry["image"] = new JsonObject { ["url"] = address.DeepClone() };
        if (
            field.Type == FieldType.Controls
            && FormValues.TextOf(entry.AsObject(), "preprocessor") is { } word and not "none"
            && field.Options is { Count: > 0 } options
            && !options.Any(option => option.Value.ToString() == word)
        )
            throw new GenerationException(
                FailureCode.Usage,
                field.Key,
                $"\"{field.Key}\" has the preprocessor \"{word}\"; choose none, {string.Join(", ", options.Select(option => option.Value))}."
            );
        return entry;
    }

    private void Note(FormField field, string note)
    {
        field.Notes.Add(note);
        notes.Add(note);
    }

    // A number may be written as a text.
    private static bool IsSame(JsonNode given, JsonNode? own) =>
        JsonNode.DeepEquals(given, own) || (own is JsonValue && given.ToString() == own.ToString());

    private static string RatioOf(JsonNode size) =>
        size is not JsonObject sides ? size.ToString()
        : sides["value"] is { } word ? word.ToString()
        : $"{sides["width"]} x {sides["height"]}";

    private long Draw() => request.DrawSeed?.Invoke() ?? Random.Shared.NextInt64(1, DrawnBelow);

    private static string Shown(JsonNode? given)
    {
        if (given is null)
            return "nothing";
        var text = given.GetValueKind() == JsonValueKind.String ? $"\"{given}\"" : given.ToJsonString();
        return text.Length > 60 ? $"{text[..60]}…" : text;
    }

    private static GenerationException Wrong(FormField field, JsonNode given, string wanted) =>
        new(FailureCode.Usage, field.Key, $"\"{field.Key}\" is {Shown(given)}; it has to be {wanted}.");
}
