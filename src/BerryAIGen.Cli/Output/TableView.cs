using Spectre.Console;

namespace BerryAIGen.Cli.Output;

/// <summary>Rows of data: a table for a person at a terminal, lines with tabs for a program.</summary>
internal static class TableView
{
    private const string Gap = "  ";
    private const int NarrowestColumn = 6;

    public static void Write(IReadOnlyList<string> headings, IEnumerable<string[]> rows)
    {
        if (StandardOutput.IsTerminal)
        {
            Draw(Terminal.Output, headings, rows);
            return;
        }

        foreach (var row in rows)
        {
            StandardOutput.Line(string.Join('\t', row.Select(OneLine)));
        }
    }

    /// <summary>One line per row, whatever the width: the widest columns give way first.</summary>
    public static void Draw(IAnsiConsole console, IReadOnlyList<string> headings, IEnumerable<string[]> rows)
    {
        var lines = rows.Select(row => row.Select(OneLine).ToArray()).ToList();
        var widths = Widths(headings, lines, console.Profile.Width - 1);
        var numbers = Enumerable.Range(0, headings.Count).Select(i => IsNumbers(lines, i)).ToArray();
        console.Write(new Text(Join([.. headings]) + "\n", new Style(decoration: Decoration.Bold)));
        foreach (var line in lines)
        {
            console.Write(new Text(Join(line) + "\n"));
        }

        string Join(string[] cells) =>
            string.Join(Gap, cells.Select((cell, i) => Fit(cell, widths[i], numbers[i]))).TrimEnd();
    }

    private static int[] Widths(IReadOnlyList<string> headings, List<string[]> lines, int available)
    {
        var widths = headings
            .Select((heading, i) => lines.Select(line => line[i].GetCellWidth()).Append(heading.Length).Max())
            .ToArray();
        while (widths.Sum() + (Gap.Length * (widths.Length - 1)) > available && widths.Max() > NarrowestColumn)
        {
            widths[Array.IndexOf(widths, widths.Max())]--;
        }

        return widths;
    }

    private static string Fit(string cell, int width, bool isNumber)
    {
        if (cell.GetCellWidth() > width)
        {
            var kept = cell;
            while (kept.GetCellWidth() >= width)
            {
                kept = kept[..^1];
            }

            cell = kept + "…";
        }

        var blank = new string(' ', Math.Max(0, width - cell.GetCellWidth()));
        return isNumber ? blank + cell : cell + blank;
    }

    private static bool IsNumbers(List<string[]> lines, int column) =>
        lines.All(line => line[column].All(c => char.IsAsciiDigit(c) || c == ','));

    // Names from outside may hold anything; a control character would steer the terminal.
    private static string OneLine(string cell) => string.Concat(cell.Select(c => char.IsControl(c) ? ' ' : c));
}
