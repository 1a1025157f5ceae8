using System.Globalization;
using System.Text;

namespace BerryAIGen.Database.Models.Listing;

/// <summary>What a person types into a search box, as each database wants it: every word begins a word that is there.</summary>
internal static class SearchWords
{
    /// <summary>Runs of letters and digits, as both databases part what they keep; empty when there is none.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        // In the form that letters with marks are kept in.
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || IsMark(rune))
                word.Append(rune);
            else
                Add();
        }

        Add();
        return words;

        void Add()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    public static string ForSqlite(IEnumerable<string> words) => string.Join(' ', words.Select(word => $"\"{word}\"*"));

    public static string ForPostgreSql(IEnumerable<string> words) =>
        string.Join(" & ", words.Select(word => $"'{word}':*"));

    /// <summary>What belongs to the letter before it: accents, and the vowel signs of many scripts.</summary>
    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
