using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Downloads.Transfers.Segments;

/// <summary>
/// Fetches what is missing of a file over one connection or several. The first answer is the first worker's; the others
/// come once the server has shown that it gives ranges, and whoever fails leaves its segment to the rest.
/// </summary>
internal sealed class SegmentCrew(TransferContext context, SegmentMap map, SegmentRequest asking)
{
    private readonly JournalClock _journal = new(context.Part, context.Options.JournalInterval, context.Time);
    private int _active;
    private Attempt? _final;
    private Attempt? _last;

    /// <summary>Why something is missing, if something is; null when nothing went wrong.</summary>
    internal async Task<Attempt?> RunAsync(AnswerBody first, int connections, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lead = WorkAsync(first, stop);
        try
        {
            await Task.WhenAll(lead, RecruitAsync(connections - 1, stop)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The crew itself was over: nothing left to do, or a failure that ends it for all.
        }
        finally
        {
            await EndJournalAsync().ConfigureAwait(false);
        }

        return _final ?? _last;
    }

    /// <summary>One scout finds out whether there are ranges; then come the rest.</summary>
    private async Task RecruitAsync(int helpers, CancellationTokenSource stop)
    {
        if (helpers <= 0)
        {
            return;
        }

        var scout = HelpAsync(stop);
        var isProven = await asking.IsProven.ConfigureAwait(false);
        var others = isProven ? Enumerable.Range(1, helpers - 1).Select(_ => HelpAsync(stop)).ToArray() : [];
        await Task.WhenAll([scout, .. others]).ConfigureAwait(false);
    }

    private async Task HelpAsync(CancellationTokenSource stop)
    {
        try
        {
            await WorkAsync(null, stop).ConfigureAwait(false);
        }
        finally
        {
            asking.GiveUpProof();
        }
    }

    /// <summary>One connection: when it breaks it is made anew after a pause, as long as others work meanwhile.</summary>
    private async Task WorkAsync(AnswerBody? body, CancellationTokenSource stop)
    {
        var worker = new SegmentWorker(context, map, asking, _journal);
        Interlocked.Increment(ref _active);
        for (var failures = 1; ; failures++)
        {
            var attempt = await TryAsync(worker, body, stop).ConfigureAwait(false);
            body = null;
            var others = Interlocked.Decrement(ref _active);
            Remember(attempt);
            if (attempt.IsFinal || others == 0)
            {
                // Those who pause would find nothing left, or nobody who goes on meanwhile.
                await stop.CancelAsync().ConfigureAwait(false);
            }

            if (attempt.End != AttemptEnd.Retry || failures >= context.Options.MaxAttempts)
            {
                return;
            }

            var pause = attempt.RetryAfter ?? RetryPause.After(failures, context.Options, Random.Shared);
            await Task.Delay(pause, context.Time, stop.Token).ConfigureAwait(false);
            Interlocked.Increment(ref _active);
        }
    }

    private void Remember(Attempt attempt)
    {
        _final ??= attempt.IsFinal ? attempt : null;
        _last = attempt.End == AttemptEnd.Complete ? _last : attempt;
        if (context.Http.BusyHosts.Contains(context.Request.Address))
        {
            map.LeaveToOne();
        }
    }

    private async Task<Attempt> TryAsync(SegmentWorker worker, AnswerBody? body, CancellationTokenSource stop)
    {
        try
        {
            return await worker.RunAsync(body, stop.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StallException or HttpIOException)
        {
            return context.Broken(exception.Message);
        }
        catch (HttpRequestException exception)
        {
            return NetworkFailures.From(exception, context.Request);
        }
        catch (Exception exception) when (DiskFailures.IsDisk(exception))
        {
            return new Attempt(AttemptEnd.Disk, DiskFailures.From(exception, context.Part.Path));
        }
    }

    private async Task EndJournalAsync()
    {
        if (_final?.End == AttemptEnd.Disk)
        {
            await _journal.SalvageAsync().ConfigureAwait(false);
            return;
        }

        try
        {
            await _journal.FinishAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (DiskFailures.IsDisk(exception))
        {
            _final = new Attempt(AttemptEnd.Disk, DiskFailures.From(exception, context.Part.Path));
            await _journal.SalvageAsync().ConfigureAwait(false);
        }
    }
}
