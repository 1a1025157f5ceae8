using System.Text.Json;
using BerryAIGen.IO.Images;

namespace BerryAIGen.IO.Recipes;

/// <summary>The texts of one picture, asked for by what they are filed under; JSON is read once.</summary>
internal sealed class RecipeTexts(IReadOnlyList<ImageText> texts)
{
    // Where programs put a whole recipe, best first. Converters and sites move it from one to another.
    private static readonly string[] Free =
    [
        "parameters",
        "UserComment",
        "comment",
        "ImageDescription",
        "description",
        "XPComment",
        "synopsis",
        "title",
    ];

    private readonly Dictionary<string, JsonElement?> _parsed = new(StringComparer.Ordinal);

    /// <summary>The first text under one of these keywords, in the order of the keywords; letter case does not matter.</summary>
    internal string? Find(params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            if (
                texts.FirstOrDefault(text => text.Keyword.Equals(keyword, StringComparison.OrdinalIgnoreCase)) is
                { } found
            )
            {
                return found.Text;
            }
        }

        return null;
    }

    /// <summary>Texts that may be a whole recipe.</summary>
    internal IEnumerable<string> FreeTexts() =>
        Free.SelectMany(keyword =>
                texts.Where(text => text.Keyword.Equals(keyword, StringComparison.OrdinalIgnoreCase))
            )
            .Select(text => text.Text);

    /// <summary>Those of them that are JSON objects.</summary>
    internal IEnumerable<JsonElement> FreeObjects() => FreeTexts().Select(Parse).OfType<JsonElement>();

    /// <summary>The JSON object under one of these keywords.</summary>
    internal JsonElement? FindObject(params ReadOnlySpan<string> keywords) =>
        Find(keywords) is { } text ? Parse(text) : null;

    /// <summary>The JSON object that a text is; null when it is none.</summary>
    internal JsonElement? Parse(string text)
    {
        if (!_parsed.TryGetValue(text, out var value))
        {
            value = RecipeJson.ParseObject(text);
            _parsed[text] = value;
        }

        return value;
    }

    internal IReadOnlyList<ImageText> All => texts;
}
