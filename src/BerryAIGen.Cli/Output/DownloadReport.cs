using BerryAIGen.Library;
using BerryAIGen.Library.Downloads;

namespace BerryAIGen.Cli.Output;

/// <summary>The end of a download or a batch: rows on stdout, reasons on stderr, the first failure's exit code.</summary>
internal static class DownloadReport
{
    public static int Write(IReadOnlyList<DownloadItem> items, StandardOutput output)
    {
        if (output.IsJson)
        {
            StandardOutput.Json(DownloadDocument.From(items), BerryJson.Default.DownloadDocument);
        }

        foreach (var item in items)
        {
            if (item.Failure is { } failure)
            {
                StandardOutput.Message($"berry: {failure.Message}");
                StandardOutput.Steps(failure);
            }
            else if (!output.IsJson)
            {
                StandardOutput.Line(Sentence(item));
            }
        }

        return ExitCodeOf(items);
    }

    /// <summary>That of the first item that failed; 0 when none did.</summary>
    public static int ExitCodeOf(IReadOnlyList<DownloadItem> items) =>
        items.Select(i => i.Failure).OfType<Failure>().FirstOrDefault() is { } first
            ? FailureClass.Of(first.Code).ExitCode
            : 0;

    private static string Sentence(DownloadItem item)
    {
        var size = item.SizeBytes is { } bytes ? $" ({ByteText.Of(bytes)})" : "";
        var place = item.Path ?? item.File ?? item.Reference;
        var what = item.State switch
        {
            DownloadState.Planned => $"would download {place}{size}",
            DownloadState.Completed => $"{place}{size}, verified by {item.VerifiedBy}",
            DownloadState.AlreadyPresent => $"{place}{size}, already there",
            _ => $"{place}, {item.State.ToString().ToLowerInvariant()}",
        };
        return item.Reason is null ? what : $"{what}: {item.Reason}";
    }
}
