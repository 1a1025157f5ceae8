using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Roots.Exchange;

namespace BerryAIGen.Cli.Output;

/// <summary>The end of <c>roots push</c>, <c>pull</c> and <c>sync</c>.</summary>
internal static class ExchangeReport
{
    public static int Write(ExchangeOutcome outcome, ExchangeRequest request, StandardOutput output)
    {
        if (output.IsJson)
        {
            StandardOutput.Json(ExchangeDocument.Of(outcome), BerryJson.Default.ExchangeDocument);
        }
        else
        {
            foreach (var item in outcome.Items.Where(item => item.Failure is null))
            {
                StandardOutput.Line(Sentence(item));
            }
        }

        DownloadReport.WriteFailures(outcome.Items);
        StandardOutput.Message($"berry: {Sum(outcome, request)}");
        return DownloadReport.ExitCodeOf(outcome.Items);
    }

    private static string Sentence(DownloadItem item)
    {
        var what = item.State switch
        {
            DownloadState.Planned => $"would bring {item.Path}{Size(item)}",
            DownloadState.Completed => $"{item.Path}{Size(item)}, verified by {item.VerifiedBy}",
            DownloadState.AlreadyPresent => $"{item.Path}{Size(item)}, already there",
            _ => $"{item.Path}, {item.State.ToString().ToLowerInvariant()}",
        };
        return item.Reason is null ? what : $"{what}: {item.Reason}";
    }

    private static string Sum(ExchangeOutcome outcome, ExchangeRequest request)
    {
        var moved = Of(outcome, request.IsDryRun ? DownloadState.Planned : DownloadState.Completed);
        var there = Of(outcome, DownloadState.AlreadyPresent).Length;
        var failed = outcome.Items.Count(item => item.Failure is not null);
        var bytes = ByteText.Of(moved.Sum(item => item.SizeBytes ?? 0));
        return $"{moved.Length} {(moved.Length == 1 ? "file" : "files")} ({bytes}) {(request.IsDryRun ? "would go" : "went")} from {outcome.From} to {outcome.To}"
            + (there > 0 ? $"; {there} there already" : "")
            + (failed > 0 ? $"; {failed} not" : "")
            + ".";
    }

    private static DownloadItem[] Of(ExchangeOutcome outcome, DownloadState state) =>
        [.. outcome.Items.Where(item => item.State == state)];

    private static string Size(DownloadItem item) => item.SizeBytes is { } bytes ? $" ({ByteText.Of(bytes)})" : "";
}
