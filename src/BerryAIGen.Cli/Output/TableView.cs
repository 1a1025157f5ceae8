using Spectre.Console;

namespace BerryAIGen.Cli.Output;

/// <summary>Rows of data: a table for a person at a terminal, lines with tabs for a program.</summary>
internal static class TableView
{
    public static void Write(IReadOnlyList<string> headings, IEnumerable<string[]> rows)
    {
        if (!StandardOutput.IsTerminal)
        {
            foreach (var row in rows)
            {
                StandardOutput.Line(
                    string.Join('\t', row.Select(cell => cell.ReplaceLineEndings(" ").Replace('\t', ' ')))
                );
            }

            return;
        }

        Terminal.Output.Write(Create(headings, rows));
    }

    /// <summary>The table itself; long texts end with an ellipsis, so that a row stays a line.</summary>
    public static Table Create(IReadOnlyList<string> headings, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell).Overflow(Overflow.Ellipsis)));
        }

        return table;
    }
}
