using System.Text;
using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Database.Sqlite;

/// <summary>A question in the language of the full-text table.</summary>
internal static class FullTextQuestion
{
    // The marks that "unicode61" takes away from Latin letters.
    private const string Diacritics =
        "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030A\u030B\u030C\u030F\u0311\u031B\u0323\u0324\u0325\u0326\u0327\u0328\u032D\u032E\u0330\u0331";

    /// <summary>Words and facets, all of which must be there; null when none is asked for.</summary>
    public static string? Of(ModelQuery query)
    {
        var words = SearchWords.Of(query.Search ?? "").SelectMany(Tokens).Select(word => $"\"{word}\"*");
        var all = string.Join(" AND ", Facets.Wanted(query).Concat(words));
        return all.Length > 0 ? all : null;
    }

    /// <summary>The same of models of one status.</summary>
    public static string With(string question, string status) => $"{question} AND {Facets.OfStatus(status)}";

    // The table parts words at the marks of many scripts, and does not know which part follows which.
    private static IEnumerable<string> Tokens(string word)
    {
        StringBuilder token = new();
        foreach (var rune in word.EnumerateRunes())
        {
            if (!Parts(rune))
                token.Append(rune);
            else if (token.Length > 0)
            {
                yield return token.ToString();
                token.Clear();
            }
        }

        if (token.Length > 0)
            yield return token.ToString();
    }

    // Found by trying every letter and mark: it has not heard that the vowel signs of New Tai Lue and two of the Vedic
    // signs have become letters.
    private static bool Parts(Rune rune) =>
        SearchWords.IsMark(rune)
            ? !rune.IsBmp || !Diacritics.Contains((char)rune.Value)
            : rune.Value is (>= 0x19B0 and <= 0x19C0) or 0x19C8 or 0x19C9 or 0x1CF2 or 0x1CF3;
}
