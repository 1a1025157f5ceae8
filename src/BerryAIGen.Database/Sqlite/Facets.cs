using System.Text;
using BerryAIGen.Database.Models.Listing;

namespace BerryAIGen.Database.Sqlite;

/// <summary>
/// What lists are narrowed by, as words of the full-text table: a letter that nobody types, one for the column, and the
/// value in hexadecimal, so that a value of several words is one word there and case makes no difference.
/// </summary>
internal static class Facets
{
    // A click of southern Africa: a letter to the table, so that it begins a word, and in no model's name.
    private const string Mark = "\u01C2";

    private static readonly (char Letter, string Column, bool IsArray)[] All =
    [
        ('s', "status", false),
        ('p', "provider", false),
        ('y', "model_type", false),
        ('b', "base_model", false),
        ('f', "format", false),
        ('c', "capabilities", true),
        ('t', "user_tags", true),
    ];

    /// <summary>The columns whose change changes a facet.</summary>
    public static IEnumerable<string> Columns => All.Select(facet => facet.Column);

    /// <summary>The expression that makes the words of a row.</summary>
    public static string Of(string row) =>
        string.Join(
            " || ' ' || ",
            All.Select(facet =>
                facet.IsArray
                    ? $"coalesce((SELECT group_concat('{Mark}{facet.Letter}' || hex(lower(value)), ' ') FROM json_each({row}.{facet.Column})), '')"
                    : $"coalesce('{Mark}{facet.Letter}' || hex(lower({row}.{facet.Column})), '')"
            )
        );

    /// <summary>The words that a row must have for the question; empty when nothing of it is a facet.</summary>
    public static IEnumerable<string> Wanted(ModelQuery query)
    {
        (char Letter, string? Value)[] wanted =
        [
            ('s', query.Status),
            ('p', query.Provider),
            ('y', query.ModelType),
            ('b', query.BaseModel),
            ('f', query.Format),
            ('c', query.Capability),
            ('t', query.Tag),
        ];
        return wanted.Where(facet => facet.Value is not null).Select(facet => Word(facet.Letter, facet.Value!));
    }

    /// <summary>The word of a status.</summary>
    public static string OfStatus(string status) => Word('s', status);

    // SQLite's lower() knows A to Z.
    private static string Word(char letter, string value) =>
        $"{Mark}{letter}{Convert.ToHexString(Encoding.UTF8.GetBytes(string.Create(value.Length, value, LowerAscii)))}";

    private static void LowerAscii(Span<char> target, string value)
    {
        for (var at = 0; at < target.Length; at++)
            target[at] = char.IsAsciiLetterUpper(value[at]) ? (char)(value[at] | 0x20) : value[at];
    }
}
