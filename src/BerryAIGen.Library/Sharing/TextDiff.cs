namespace BerryAIGen.Library.Sharing;

/// <summary>The difference of two texts for a person: lines with <c>-</c>, <c>+</c>, and a blank before those around them.</summary>
internal static class TextDiff
{
    private const int Around = 2;

    // Settings are short; beyond this the middle is shown as one change.
    private const int MaxCells = 4_000_000;

    public static IReadOnlyList<string> Of(string before, string after)
    {
        var (old, @new) = (Lines(before), Lines(after));
        var rows = Rows(old, @new);
        return
        [
            .. rows.Where(
                (row, i) =>
                    row[0] != ' '
                    || Enumerable
                        .Range(i - Around, (Around * 2) + 1)
                        .Any(n => n >= 0 && n < rows.Count && rows[n][0] != ' ')
            ),
        ];
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');

    private static List<string> Rows(string[] old, string[] @new)
    {
        if ((long)old.Length * @new.Length > MaxCells)
            return [.. old.Select(line => "-" + line), .. @new.Select(line => "+" + line)];
        var common = new int[old.Length + 1, @new.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = @new.Length - 1; j >= 0; j--)
                common[i, j] =
                    old[i] == @new[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        List<string> rows = [];
        var (a, b) = (0, 0);
        while (a < old.Length || b < @new.Length)
        {
            if (a < old.Length && b < @new.Length && old[a] == @new[b])
                (_, a, b) = (Add(rows, ' ', old[a]), a + 1, b + 1);
            else if (a < old.Length && (b == @new.Length || common[a + 1, b] >= common[a, b + 1]))
                a += Add(rows, '-', old[a]);
            else
                b += Add(rows, '+', @new[b]);
        }

        return rows;
    }

    private static int Add(List<string> rows, char mark, string line)
    {
        rows.Add(mark + line);
        return 1;
    }
}
