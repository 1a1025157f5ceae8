namespace BerryAIGen.Database.Coverage;

/// <summary>Words of a column that holds one in each line: as they are written, and as they are looked for.</summary>
internal static class WordLine
{
    /// <summary>The sign that makes signs of patterns common ones.</summary>
    public const string Escape = "\\";

    /// <summary>Small letters in one line; neither database keeps a letter of number nought.</summary>
    public static string Of(string word) =>
        SmallLetters.Of(word).Replace('\n', ' ').Replace("\0", "", StringComparison.Ordinal).Trim();

    /// <summary>The pattern that finds the word as a whole.</summary>
    public static string Whole(string word) => $"%\n{Plain(Of(word))}\n%";

    /// <summary>The pattern that finds words that begin so.</summary>
    public static string Beginning(string word) => $"%\n{Plain(Of(word))}%";

    private static string Plain(string word) =>
        word.Replace(Escape, Escape + Escape, StringComparison.Ordinal)
            .Replace("%", Escape + "%", StringComparison.Ordinal)
            .Replace("_", Escape + "_", StringComparison.Ordinal);
}
