using System.Globalization;
using System.Text;
using System.Text.Json;
using BerryAIGen.IO.Graphs;

namespace BerryAIGen.IO.Recipes;

/// <summary>JSON as Python writes it, and values that are now a number and now a text.</summary>
internal static class RecipeJson
{
    /// <summary>The object that a text is, also when Python's NaN and Infinity stand in it, or JSON inside a JSON text; else null.</summary>
    internal static JsonElement? ParseObject(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty || start[0] is not ('{' or '"'))
        {
            return null;
        }

        var value = Parse(text);
        return value is { ValueKind: JsonValueKind.String } inner && AsText(inner) is ['{', ..] json ? ParseObject(json)
            : value is { ValueKind: JsonValueKind.Object } ? value
            : null;
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return GraphText.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (GraphBroken)
        {
            return null;
        }
    }

    /// <summary>The value under the first of these names that has one.</summary>
    internal static JsonElement? Get(this JsonElement value, params ReadOnlySpan<string> names)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in names)
            {
                if (
                    value.TryGetProperty(name, out var found)
                    && found.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
                )
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <summary>A text, or a number or truth value as a text; null for lists, objects and empty texts.</summary>
    internal static string? Text(this JsonElement value, params ReadOnlySpan<string> names) =>
        value.Get(names) is { } found ? AsText(found) : null;

    internal static string? AsText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    internal static double? Real(this JsonElement value, params ReadOnlySpan<string> names) => Real(value.Text(names));

    internal static int? Whole(this JsonElement value, params ReadOnlySpan<string> names) => Whole(value.Text(names));

    internal static decimal? Seed(this JsonElement value, params ReadOnlySpan<string> names) => Seed(value.Text(names));

    internal static double? Real(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    internal static int? Whole(string? text) =>
        Real(text) is { } number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : null;

    internal static decimal? Seed(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number == decimal.Truncate(number)
            ? decimal.Truncate(number)
            : null;
}
