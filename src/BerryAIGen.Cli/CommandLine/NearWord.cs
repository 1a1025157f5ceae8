namespace BerryAIGen.Cli.CommandLine;

/// <summary>What a mistyped word was meant to be.</summary>
internal static class NearWord
{
    /// <summary>The rest of a sentence about a wrong word: the right one, or where to look.</summary>
    public static string Hint(string word, IEnumerable<string> known, string command) =>
        Find(word, known) is { } near ? $"; did you mean '{near}'?" : $"; see '{command} --help'.";

    private static string? Find(string word, IEnumerable<string> known) =>
        known
            .Select(k => (Word: k, Distance: Distance(word, k)))
            .Where(k => k.Distance <= Math.Max(1, word.Length / 3) || k.Word.StartsWith(word, StringComparison.Ordinal))
            .OrderBy(k => k.Distance)
            .Select(k => k.Word)
            .FirstOrDefault();

    // Levenshtein's distance, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
