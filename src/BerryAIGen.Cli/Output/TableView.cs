using Spectre.Console;

namespace BerryAIGen.Cli.Output;

/// <summary>Rows of data: a table for a person at a terminal, lines with tabs for a program.</summary>
internal static class TableView
{
    private const string Gap = "  ";
    private const int NarrowestColumn = 6;

    /// <summary>Prints the rows, or says that there is nothing.</summary>
    public static void Write(IReadOnlyList<Column> columns, IEnumerable<string[]> rows, string? nothing = null)
    {
        var lines = rows.ToList();
        if (lines.Count == 0 && nothing is not null)
        {
            StandardOutput.Message($"berry: {nothing}");
        }
        else if (StandardOutput.IsTerminal)
        {
            Draw(Terminal.Output, columns, lines);
        }
        else
        {
            foreach (var line in lines)
            {
                StandardOutput.Line(string.Join('\t', line.Select(OneLine)));
            }
        }
    }

    /// <summary>One line per row, whatever the width: the widest columns give way first. Columns without any text are left out.</summary>
    public static void Draw(IAnsiConsole console, IReadOnlyList<Column> columns, IEnumerable<string[]> rows)
    {
        var lines = rows.Select(row => row.Select((cell, i) => Cell(columns[i], cell)).ToArray()).ToList();
        var shown = Enumerable
            .Range(0, columns.Count)
            .Where(i => columns[i].Below is null && (lines.Count == 0 || lines.Exists(line => line[i].Length > 0)))
            .ToArray();
        var widths = Widths(columns, lines, shown, console.Profile.Width - 1);
        var numbers = shown.Select(i => lines.TrueForAll(line => IsNumber(line[i]))).ToArray();
        console.Write(
            new Text(Join([.. columns.Select(column => column.Heading)]) + "\n", new Style(decoration: Decoration.Bold))
        );
        foreach (var line in lines)
        {
            console.Write(new Text(Join(line) + "\n"));
            foreach (
                var (column, cell) in columns
                    .Zip(line)
                    .Where(pair => pair.First.Below is not null && pair.Second.Length > 0)
            )
            {
                var text = column.Shorten(cell, console.Profile.Width - 1 - Gap.Length - column.Below!.Length);
                console.Write(new Padder(new Text(column.Below + text), new Padding(Gap.Length, 0, 0, 0)).Collapse());
            }
        }

        string Join(string[] cells) => string.Join(Gap, shown.Select((i, n) => Fit(i, n, cells[i]))).TrimEnd();

        string Fit(int column, int n, string cell)
        {
            var text = columns[column].Shorten(cell, widths[n]);
            var blank = new string(' ', widths[n] - text.GetCellWidth());
            return numbers[n] ? blank + text : text + blank;
        }
    }

    // A path needs the room of two names.
    private static int[] Widths(IReadOnlyList<Column> columns, List<string[]> lines, int[] shown, int available)
    {
        var widths = shown
            .Select(i => lines.Select(line => line[i]).Prepend(columns[i].Heading).Max(cell => cell.GetCellWidth()))
            .ToArray();
        while (widths.Sum() + (Gap.Length * (widths.Length - 1)) > available && widths.Max() > NarrowestColumn)
        {
            widths[
                Enumerable.Range(0, widths.Length).MaxBy(n => columns[shown[n]].IsPath ? widths[n] / 2 : widths[n])
            ]--;
        }

        return widths;
    }

    private static bool IsNumber(string cell) => cell.All(c => char.IsAsciiDigit(c) || c == ',');

    private static string Cell(Column column, string cell) => OneLine(column.IsPath ? PathText.FromHere(cell) : cell);

    // Names from outside may hold anything; a control character would steer the terminal.
    private static string OneLine(string cell) =>
        PlainText.Of(string.Concat(cell.Select(c => char.IsControl(c) ? ' ' : c)));
}
