using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>One run of a transfer: attempts, the pauses between them, and when to stop trying.</summary>
internal sealed class TransferRun(
    DownloadHttp http,
    TransferOptions options,
    TimeProvider time,
    TransferRequest request,
    PartFile part,
    ProgressMeter meter
)
{
    private readonly AttemptRun _attempts = new(http, options, time, request, part, meter);
    private int _failures;
    private long _furthest;

    internal async Task<TransferEnd> RunAsync(CancellationToken cancellationToken)
    {
        DropForeignPart();
        part.Trim();
        await part.CatchUpAsync(cancellationToken).ConfigureAwait(false);
        meter.Total = part.Journal?.Size ?? request.SizeBytes;
        meter.At(part.Length);
        _furthest = part.Length;
        while (!part.IsComplete)
        {
            var attempt = await _attempts.RunAsync(cancellationToken).ConfigureAwait(false);
            switch (attempt.End)
            {
                case AttemptEnd.Complete:
                    return Completed();
                case AttemptEnd.Stop:
                    return Stopped(TransferEnding.Failed, attempt.Failure);
                case AttemptEnd.Unknown:
                    return Stopped(TransferEnding.ResumeRequired, attempt.Failure);
                default:
                    if (await PauseAsync(attempt, cancellationToken).ConfigureAwait(false) is { } final)
                    {
                        return Stopped(TransferEnding.Failed, final);
                    }

                    break;
            }
        }

        return Completed();
    }

    /// <summary>Waits before the next attempt; answers why there is none.</summary>
    private async Task<Failure?> PauseAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        // A restart from zero is no progress until it passes the old mark, or a server that always breaks at the
        // same place would be asked for ever.
        _failures = part.Length > _furthest ? 1 : _failures + 1;
        _furthest = Math.Max(_furthest, part.Length);
        var failure = attempt.Failure!;
        if (_failures >= options.MaxAttempts)
        {
            return failure with
            {
                Message = $"{failure.Message} Gave up after {_failures} attempts without progress; {Kept()}",
            };
        }

        if (attempt.RetryAfter > options.MaxRetryAfter)
        {
            return failure with
            {
                Message = $"{failure.Message} It asks to wait {Text(attempt.RetryAfter.Value)}; {Kept()}",
            };
        }

        var pause =
            attempt.RetryAfter
            ?? (
                attempt.End == AttemptEnd.AskAnew ? TimeSpan.Zero : RetryPause.After(_failures, options, Random.Shared)
            );
        meter.Note($"{failure.Message} Trying again {(pause == TimeSpan.Zero ? "at once" : $"in {Text(pause)}")}.");
        await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>A part under this name that was begun from another file's address holds the wrong bytes.</summary>
    private void DropForeignPart()
    {
        // A mirror or another port serves the same file under the same place; the hash has the last word.
        if (part.Journal is { } journal && journal.Digest != AddressDigest.OfPlace(request.Address))
        {
            meter.Note($"The part of {request.Name} came from {journal.Address}; starting from zero.");
            part.Restart();
            part.Journal = null;
            PartJournal.Delete(part.Path);
        }
    }

    private TransferEnd Completed() =>
        new(
            TransferEnding.Completed,
            new TransferResult
            {
                PartPath = part.Path,
                SizeBytes = part.Length,
                TransferredBytes = _attempts.TransferredBytes,
                Hashes = part.Finish(),
                AnnouncedName = part.Journal?.AnnouncedName,
            },
            null
        );

    private TransferEnd Stopped(TransferEnding ending, Failure? failure) =>
        new(ending, null, failure) { TransferredBytes = _attempts.TransferredBytes };

    private string Kept() =>
        part.Length == 0
            ? "nothing was kept."
            : $"the {part.Length} bytes that arrived are kept and the next run goes on from them.";

    private static string Text(TimeSpan span) =>
        span.TotalSeconds < 120 ? $"{span.TotalSeconds:0.#} s" : $"{span.TotalMinutes:0} min";
}

/// <summary>How a run ended: with a result, or with a failure.</summary>
internal sealed record TransferEnd(TransferEnding Ending, TransferResult? Result, Failure? Failure)
{
    /// <summary>Bytes that came over the network, whatever became of them.</summary>
    internal long TransferredBytes { get; init; }
}
