using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Catalogue;
using BerryAIGen.Library;
using Table = System.Collections.Generic.IReadOnlyDictionary<string, System.Collections.Generic.IReadOnlyList<int>>;

namespace BerryAIGen.Generation.Forms;

/// <summary>Finds the ratio that is meant in the table that holds: width and height are never typed.</summary>
internal static class SizeTables
{
    /// <summary>The table of a form, which other fields may choose.</summary>
    public static Table Of(GenerationCatalogue catalogue, FieldSettings settings, IReadOnlyList<FormField> others)
    {
        if (settings.Sizes is { ValueKind: JsonValueKind.Object } own)
            return Read(own);
        var name = settings.Sizes?.GetString();
        foreach (
            var (field, tables) in settings.SizesBy ?? new Dictionary<string, IReadOnlyDictionary<string, string>>()
        )
        {
            var value = others.FirstOrDefault(other => other.Key == field)?.Value?.ToString();
            name = value is null ? tables.Values.First() : tables.GetValueOrDefault(value) ?? tables.Values.First();
        }

        return name is not null && catalogue.Sizes.TryGetValue(name, out var table)
            ? table
            : throw new GenerationException(FailureCode.Failed, null, $"There is no table of sizes \"{name}\".");
    }

    /// <summary>A table that stands in the definition itself.</summary>
    public static Table Read(JsonElement written) =>
        written
            .EnumerateObject()
            .ToDictionary(
                row => row.Name,
                row => (IReadOnlyList<int>)[.. row.Value.EnumerateArray().Select(side => side.GetInt32())]
            );

    /// <summary>The ratio that is written: the word itself, a size, or two numbers; the nearest is taken, and said.</summary>
    /// <returns>Null when nothing is written.</returns>
    public static string? Find(Table table, JsonNode? given, FormField field)
    {
        if (given is null)
            return null;
        var word = given is JsonObject size ? size["value"]?.ToString() : given.ToString();
        if (word is not null && table.ContainsKey(word))
            return word;
        var ratio = given is JsonObject sized ? OfSides(sized) : null;
        ratio ??= OfWord(word);
        if (ratio is not { } wanted)
            throw new GenerationException(
                FailureCode.Usage,
                field.Key,
                $"\"{field.Key}\" is \"{word}\"; choose {string.Join(", ", table.Keys)}."
            );
        var nearest = Nearest(table, wanted);
        field.Notes.Add($"\"{field.Key}\" is {nearest}, the nearest to {word ?? "the size that was asked for"}.");
        return nearest;
    }

    /// <summary>The nearest ratio to that of the first picture; null when none has its size.</summary>
    public static string? OfPicture(Table table, JsonNode? pictures) =>
        pictures is JsonArray { Count: > 0 } list && list[0] is JsonObject first && OfSides(first) is { } ratio
            ? Nearest(table, ratio)
            : null;

    public static JsonObject Value(Table table, string ratio) =>
        table.TryGetValue(ratio, out var sides)
            ? new JsonObject
            {
                ["value"] = ratio,
                ["width"] = sides[0],
                ["height"] = sides[1],
            }
            : Value(table, table.Keys.First());

    private static double? OfSides(JsonObject size) =>
        FormValues.NumberOf(size["width"]) is { } width and > 0
        && FormValues.NumberOf(size["height"]) is { } height and > 0
            ? (double)width / (double)height
            : null;

    private static double? OfWord(string? word)
    {
        var parts = word?.Split(':', 'x', '/') ?? [];
        return
            parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var width)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var height)
            && width > 0
            && height > 0
            ? width / height
            : null;
    }

    // Twice as wide is as far away as twice as high.
    private static string Nearest(Table table, double ratio) =>
        table.MinBy(row => Math.Abs(Math.Log(row.Value[0] / (double)row.Value[1] / ratio))).Key;
}
