using System.Text.RegularExpressions;

namespace BerryAIGen.Generation.Forms.Wildcards;

/// <summary>Finds wildcards in a prompt: <c>#category</c> as on Civitai, <c>__category__</c> as in A1111.</summary>
internal static partial class WildcardText
{
    // A word of a list may name another list; lists that name each other end here.
    private const int MostDepth = 8;
    private const int MostWords = 1000;

    /// <summary>The lists that a text names, each once, with those that there are not.</summary>
    public static IReadOnlyList<string> NamesIn(string text) =>
        text.Contains('#', StringComparison.Ordinal) || text.Contains("__", StringComparison.Ordinal)
            ? [.. Token().Matches(text).Select(NameOf).Distinct(StringComparer.OrdinalIgnoreCase)]
            : [];

    /// <summary>Whether a name is written as only wildcards are.</summary>
    public static bool IsCertain(string text, string name) =>
        text.Contains($"__{name}__", StringComparison.OrdinalIgnoreCase);

    /// <summary>The text with a word in the place of each wildcard that there is a list for.</summary>
    /// <param name="text">The prompt.</param>
    /// <param name="folder">The lists.</param>
    /// <param name="choose">The word for a list: its name and its words.</param>
    public static string Fill(string text, WildcardFolder folder, Func<string, IReadOnlyList<string>, string> choose) =>
        Fill(text, folder, choose, 0, [MostWords]);

    private static string Fill(
        string text,
        WildcardFolder folder,
        Func<string, IReadOnlyList<string>, string> choose,
        int depth,
        int[] left
    ) =>
        depth == MostDepth
            ? text
            : Token()
                .Replace(
                    text,
                    token =>
                        folder.Find(NameOf(token)) is { Count: > 0 } words && left[0]-- > 0
                            ? Fill(choose(NameOf(token), words), folder, choose, depth + 1, left)
                            : token.Value
                );

    private static string NameOf(Match token) =>
        (token.Groups["hash"].Success ? token.Groups["hash"] : token.Groups["lines"]).Value;

    [GeneratedRegex(
        @"(?<![\w#&/])#(?<hash>[A-Za-z][\w-]*(?:/[\w-]+)*)|__(?<lines>[A-Za-z0-9][A-Za-z0-9 -]*(?:_[A-Za-z0-9 -]+)*(?:/[A-Za-z0-9 -]+(?:_[A-Za-z0-9 -]+)*)*)__"
    )]
    private static partial Regex Token();
}
