using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>One run of a transfer: attempts, the pauses between them, and when to stop trying.</summary>
internal sealed class TransferRun(TransferContext context)
{
    private readonly AttemptRun _attempts = new(context);
    private int _failures;
    private readonly string?[] _places =
    [
        .. context.Request.Mirrors.Append(context.Request.Address).Select(AddressDigest.OfPlace),
    ];

    private long _furthest;

    private TransferRequest Request => context.Request;

    private PartFile Part => context.Part;

    internal async Task<TransferEnd> RunAsync(CancellationToken cancellationToken)
    {
        DropForeignPart();
        Part.Trim();
        Part.StartHashing();
        context.Meter.Total = Part.Journal?.Size ?? Request.SizeBytes;
        context.Meter.At(Part.Arrived);
        _furthest = Part.Arrived;
        while (!Part.IsComplete)
        {
            var attempt = await _attempts.RunAsync(cancellationToken).ConfigureAwait(false);
            switch (attempt.End)
            {
                case AttemptEnd.Complete:
                    return await CompletedAsync(cancellationToken).ConfigureAwait(false);
                case AttemptEnd.Stop or AttemptEnd.Disk:
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

        return await CompletedAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits before the next attempt; answers why there is none.</summary>
    private async Task<Failure?> PauseAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        // A restart from zero is no progress until it passes the old mark, or a server that always breaks at the
        // same place would be asked for ever.
        _failures = Part.Arrived > _furthest ? 1 : _failures + 1;
        _furthest = Math.Max(_furthest, Part.Arrived);
        var failure = attempt.Failure!;
        if (_failures >= context.Options.MaxAttempts)
        {
            return failure with
            {
                Message = $"{failure.Message} Gave up after {_failures} attempts without progress; {Kept()}",
            };
        }

        if (attempt.RetryAfter > context.Options.MaxRetryAfter)
        {
            return failure with
            {
                Message = $"{failure.Message} It asks to wait {Text(attempt.RetryAfter.Value)}; {Kept()}",
            };
        }

        var pause =
            attempt.RetryAfter
            ?? (
                attempt.End is AttemptEnd.AskAnew or AttemptEnd.NoRanges
                    ? TimeSpan.Zero
                    : RetryPause.After(_failures, context.Options, Random.Shared)
            );
        context.Meter.Note(
            $"{failure.Message} Trying again {(pause == TimeSpan.Zero ? "at once" : $"in {Text(pause)}")}."
        );
        await Task.Delay(pause, context.Time, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>A part under this name that was begun from another file's address holds the wrong bytes.</summary>
    private void DropForeignPart()
    {
        // A mirror or another port serves the same file, says the person; whether it does, only a hash can tell. Without
        // one its bytes are kept for it, and nobody else adds to them.
        if (Part.Journal is { } journal && !_places.Contains(journal.Digest))
        {
            context.Meter.Note($"The part of {Request.Name} came from {journal.Address}; starting from zero.");
            Part.Forget(context.Now);
        }
        else if (Part.Journal is { } other && !Request.JoinsHosts && !other.IsFrom(Request.Address))
        {
            _attempts.StartFromZero();
        }
    }

    private async Task<TransferEnd> CompletedAsync(CancellationToken cancellationToken)
    {
        var result = new TransferResult
        {
            PartPath = Part.Path,
            Address = Request.Address,
            IsJoined = Part.IsJoined,
            SizeBytes = Part.Arrived,
            TransferredBytes = context.Meter.TransferredBytes,
            Hashes = await Part.FinishAsync(cancellationToken).ConfigureAwait(false),
            AnnouncedName = Part.Journal?.AnnouncedName,
        };
        return new(TransferEnding.Completed, result, null);
    }

    private TransferEnd Stopped(TransferEnding ending, Failure? failure) =>
        new(ending, null, failure) { TransferredBytes = context.Meter.TransferredBytes };

    private string Kept() =>
        Part.Arrived == 0
            ? "nothing was kept."
            : $"the {Part.Arrived} bytes that arrived are kept and the next run goes on from them.";

    private static string Text(TimeSpan span) =>
        span.TotalSeconds < 120 ? $"{span.TotalSeconds:0.#} s" : $"{span.TotalMinutes:0} min";
}

/// <summary>How a run ended: with a result, or with a failure.</summary>
internal sealed record TransferEnd(TransferEnding Ending, TransferResult? Result, Failure? Failure)
{
    /// <summary>Bytes that came over the network, whatever became of them.</summary>
    internal long TransferredBytes { get; init; }
}
