using BerryAIGen.Library;
using BerryAIGen.Library.Batches;
using BerryAIGen.Library.Locks;

namespace BerryAIGen.Cli.Output;

/// <summary>The end of <c>lock</c> and <c>sync</c>.</summary>
internal static class LockReport
{
    public static int Write(LockOutcome outcome, StandardOutput output)
    {
        if (output.IsJson)
        {
            StandardOutput.Json(LockDocument.From(outcome), BerryJson.Default.LockDocument);
        }
        else
        {
            foreach (var file in outcome.Files)
            {
                StandardOutput.Line($"{file.Place} ({ByteText.Of(file.SizeBytes)}) {file.Hashes.Sha256}");
            }
        }

        WriteLeftOut(outcome);
        StandardOutput.Message($"berry: {outcome.Failure?.Message ?? Sum(outcome)}");
        DownloadReport.WriteFailures(outcome.Items);
        // What a person asked for and cannot be locked is a failure; what merely lies in a folder is not.
        return outcome.Failure is { } failure ? ExitCodes.Of(failure.Code)
            : outcome.Items.Any(item => item.Failure is not null) ? DownloadReport.ExitCodeOf(outcome.Items)
            : outcome.Items.Count > 0 && outcome.LeftOut.Count > 0 ? ExitCodes.Of(FailureCode.Failed)
            : 0;
    }

    private static string Sum(LockOutcome outcome) =>
        (outcome.Files.Count, outcome.Items.Count) switch
        {
            (0, > 0) => $"nothing was locked, and {outcome.Path} was not written.",
            (1, _) => $"1 file is locked in {outcome.Path}.",
            (var count, _) => $"{count} files are locked in {outcome.Path}.",
        };

    /// <summary>What a download with <c>--lock</c> could not lock.</summary>
    public static void WriteLeftOut(LockOutcome outcome)
    {
        foreach (var sentence in outcome.LeftOut)
        {
            StandardOutput.Message($"berry: {sentence}");
        }

        if (outcome.Note is { } note)
        {
            StandardOutput.Message($"berry: {note}");
        }
    }

    public static int Write(SyncOutcome outcome, SyncRequest request, StandardOutput output)
    {
        var sums = new BatchOutcome(outcome.Items, outcome.Elapsed, new());
        if (output.IsJson)
        {
            var document = DownloadDocument.From(outcome.Items) with
            {
                Extra = outcome.Extra,
                Pruned = outcome.Pruned,
                Summary = SummaryRow.From(sums),
            };
            StandardOutput.Json(document, BerryJson.Default.DownloadDocument);
        }
        else
        {
            DownloadReport.WriteDone(outcome.Items);
            BatchReport.WriteSums(sums);
        }

        foreach (var path in outcome.Extra)
        {
            StandardOutput.Message($"berry: {path} is not in the lock; it stays.");
        }

        WritePruned(outcome, request);
        DownloadReport.WriteFailures(outcome.Items);
        return DownloadReport.ExitCodeOf(outcome.Items);
    }

    private static void WritePruned(SyncOutcome outcome, SyncRequest request)
    {
        if (request.Prunes && outcome.Pruned is null)
        {
            StandardOutput.Message("berry: nothing goes to the trash, for not every file of the lock is right.");
        }

        foreach (var path in outcome.Pruned ?? [])
        {
            StandardOutput.Message(
                request.IsDryRun
                    ? $"berry: {path} is not in the lock and would go to the trash."
                    : $"berry: {path} is not in the lock and went to the trash; 'berry trash restore' brings it back."
            );
        }
    }
}
