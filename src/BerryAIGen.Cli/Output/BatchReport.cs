using System.Globalization;
using System.Text.Json;
using BerryAIGen.Library.Batches;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Cli.Output;

/// <summary>The end of a batch: what a download prints, and the sums by state, on stderr for a person.</summary>
internal static class BatchReport
{
    public static int Write(BatchOutcome outcome, StandardOutput output)
    {
        if (output.IsJson)
        {
            var document = DownloadDocument.From(outcome.Items) with { Summary = SummaryRow.From(outcome) };
            StandardOutput.Json(document, BerryJson.Default.DownloadDocument);
        }
        else
        {
            DownloadReport.WriteDone(outcome.Items);
            WriteSums(outcome);
        }

        DownloadReport.WriteFailures(outcome.Items);
        return DownloadReport.ExitCodeOf(outcome.Items);
    }

    /// <summary>The sums, for a person.</summary>
    public static void WriteSums(BatchOutcome outcome)
    {
        if (outcome.Items.Count == 0)
        {
            StandardOutput.Message("berry: the list is empty; there is nothing to do.");
            return;
        }

        foreach (var line in Sums(outcome))
        {
            StandardOutput.Message(line);
        }
    }

    /// <summary>A row per state and one of all, the numbers under each other.</summary>
    public static IEnumerable<string> Sums(BatchOutcome outcome)
    {
        var rows = outcome
            .States.Select(row => Cells(WordOf(row.State), row.Count, row.Bytes, row.TransferredBytes))
            .Append(
                Cells(
                    $"total, {Duration(outcome.Elapsed)}",
                    outcome.Items.Count,
                    outcome.States.Sum(row => row.Bytes),
                    outcome.States.Sum(row => row.TransferredBytes)
                )
            )
            .Prepend(["state", "files", "size", "transferred"])
            .ToArray();
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length)).ToArray();
        return rows.Select(row =>
            string.Join("  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))
        );
    }

    private static string[] Cells(string word, int count, long bytes, long transferred) =>
        [word, count.ToString(CultureInfo.InvariantCulture), ByteText.Of(bytes), ByteText.Of(transferred)];

    private static string WordOf(DownloadState state) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString()).Replace('_', ' ');

    private static string Duration(TimeSpan time) =>
        time.TotalMinutes < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}");
}
