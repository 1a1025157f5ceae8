using BerryAIGen.Library;
using BerryAIGen.Library.Companions;
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
        else
        {
            WriteDone(items);
        }

        WriteFailures(items);
        return ExitCodeOf(items);
    }

    /// <summary>A line of data for each item that did not fail.</summary>
    public static void WriteDone(IEnumerable<DownloadItem> items)
    {
        foreach (var item in items.Where(item => item.Failure is null))
        {
            StandardOutput.Line(Sentence(item));
            foreach (var companion in item.Companions)
            {
                StandardOutput.Line($"  {Sentence(companion)}");
            }

            if (item.CompanionNote is { } note)
            {
                StandardOutput.Line($"  {note}");
            }
        }
    }

    /// <summary>What failed and why.</summary>
    public static void WriteFailures(IEnumerable<DownloadItem> items)
    {
        foreach (var failure in items.Select(item => item.Failure).OfType<Failure>())
        {
            StandardOutput.Message($"berry: {failure.Message}");
            StandardOutput.Steps(failure);
        }
    }

    /// <summary>That of the first item that failed; 0 when none did.</summary>
    public static int ExitCodeOf(IReadOnlyList<DownloadItem> items) =>
        items.Select(i => i.Failure).OfType<Failure>().FirstOrDefault() is { } first ? ExitCodes.Of(first.Code) : 0;

    private static string Sentence(ModelCompanion companion)
    {
        var when = companion.When is null ? "" : $" (for {companion.When})";
        var size = companion.SizeBytes is { } bytes ? $" ({ByteText.Of(bytes)})" : "";
        return companion.Path is { } path
            ? $"needs {companion.Role}{when}: here is {path}"
            : $"needs {companion.Role}{when}: missing, berry download {companion.Address}#sha256={companion.Sha256} --model-type {companion.Folder}{size}";
    }

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
