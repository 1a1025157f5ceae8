using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>One question to the first address and what its answer does to the part.</summary>
internal sealed class AttemptRun(
    DownloadHttp http,
    TransferOptions options,
    TimeProvider time,
    TransferRequest request,
    PartFile part,
    ProgressMeter meter
)
{
    private bool _askedForExpired;

    /// <summary>Bytes of bodies that came over the network.</summary>
    internal long TransferredBytes { get; private set; }

    internal async Task<Attempt> RunAsync(CancellationToken cancellationToken)
    {
        using var stall = new StallTimer(options.StallTimeout, time);
        try
        {
            using var answer = await AskAsync(stall, cancellationToken).ConfigureAwait(false);
            return answer.Refusal is { } refusal
                ? Attempt.Stop(refusal)
                : await UseAsync(answer, stall, cancellationToken).ConfigureAwait(false);
        }
        catch (StallException exception)
        {
            return Broken(exception.Message);
        }
        catch (HttpRequestException exception)
        {
            return NetworkFailures.From(exception, request);
        }
        catch (HttpIOException exception)
        {
            return Broken(exception.Message);
        }
    }

    private ValueTask<HttpAnswer> AskAsync(StallTimer stall, CancellationToken cancellationToken)
    {
        var question = new HttpQuestion
        {
            Address = request.Address,
            From = part.Length > 0 ? part.Length : null,
            ConditionFor = hop => Validators.Condition(part.Journal, hop),
            TokenFor = request.TokenFor,
        };
        return stall.WatchAsync(token => new ValueTask<HttpAnswer>(http.GetAsync(question, token)), cancellationToken);
    }

    private async Task<Attempt> UseAsync(HttpAnswer answer, StallTimer stall, CancellationToken cancellationToken)
    {
        var plan = AnswerPlan.From(answer.Response!, answer.Address, part.Length, part.Journal);
        switch (plan.Use)
        {
            case AnswerUse.Complete:
                RememberAnswer(answer, plan);
                part.Checkpoint(part.Length, time.GetUtcNow());
                return Attempt.Complete;
            case AnswerUse.AskAnew:
                part.Restart();
                part.Journal = null;
                PartJournal.Delete(part.Path);
                return new Attempt(
                    AttemptEnd.AskAnew,
                    new Failure(
                        FailureCode.Network,
                        $"{request.Name} changed on the server, or cannot be continued; starting from zero.",
                        IsRetryable: true
                    )
                );
            case AnswerUse.Unknown:
                return new Attempt(AttemptEnd.Unknown, NetworkFailures.CannotKnow(request));
            case AnswerUse.Refused:
                return await RefusedAsync(answer, stall, cancellationToken).ConfigureAwait(false);
            default:
                return await TakeAsync(answer, plan, stall, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Attempt> TakeAsync(
        HttpAnswer answer,
        AnswerPlan plan,
        StallTimer stall,
        CancellationToken cancellationToken
    )
    {
        var response = answer.Response!;
        if (!request.ExpectsText && PageAnswer.Recognize(response.Content.Headers.ContentType?.MediaType) is { } type)
        {
            return Attempt.Stop(NetworkFailures.NotAModel(answer, type, request));
        }

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        var reader = new SegmentReader(stream, stall);

        // The first bytes are looked at before they may replace anything that is kept.
        var first = await reader.ReadAsync(ContainerDetector.HeadBytes, cancellationToken).ConfigureAwait(false);
        if (plan.Use == AnswerUse.Restart)
        {
            if (!request.ExpectsText && PageAnswer.Recognize(first.Bytes) is { } text)
            {
                return Attempt.Stop(NetworkFailures.NotAModel(answer, text, request));
            }

            StartFromZero();
        }

        RememberAnswer(answer, plan);
        part.Journal!.Write(part.Path);
        meter.Total = plan.Total;
        return await PumpAsync(reader, first, plan, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Attempt> PumpAsync(
        SegmentReader reader,
        Block first,
        AnswerPlan plan,
        CancellationToken cancellationToken
    )
    {
        var lane = new PartLane(part, options.JournalInterval, time, meter.At);
        Failure? disk;
        try
        {
            for (
                var block = first;
                block.Length > 0;
                block = await reader.ReadAsync(1, cancellationToken).ConfigureAwait(false)
            )
            {
                TransferredBytes += block.Length;
                if (!await lane.PostAsync(block, cancellationToken).ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        finally
        {
            disk = await lane.FinishAsync().ConfigureAwait(false);
        }

        if (disk is not null)
        {
            return Attempt.Stop(disk);
        }

        return plan.Total is not { } total ? CompleteAt(part.Length)
            : part.Length < total ? Broken("the answer ended early")
            : part.Length > total ? TooLong(total)
            : CompleteAt(total);
    }

    /// <summary>Only now, at the end of a body without a length, is the size known.</summary>
    private Attempt CompleteAt(long size)
    {
        part.Journal = part.Journal! with { Size = size };
        part.Checkpoint(size, time.GetUtcNow());
        return Attempt.Complete;
    }

    private Attempt TooLong(long total)
    {
        var message = $"{request.Name} cannot be right: {part.Length} bytes came where {total} were announced.";
        part.Restart();
        part.Checkpoint(0, time.GetUtcNow());
        return Attempt.Broken(message);
    }

    private void StartFromZero()
    {
        if (part.Length > 0)
        {
            meter.Note($"The server does not continue {request.Name} at {part.Length} bytes; starting from zero.");
            part.Restart();
        }
    }

    private async Task<Attempt> RefusedAsync(HttpAnswer answer, StallTimer stall, CancellationToken cancellationToken)
    {
        var response = answer.Response!;
        var body = await stall
            .WatchAsync(token => new ValueTask<string>(ErrorBody.ReadAsync(response, token)), cancellationToken)
            .ConfigureAwait(false);
        var failure = StatusFailures.From(answer, body, request);
        if (StatusFailures.IsTransient(response.StatusCode))
        {
            return new Attempt(
                AttemptEnd.Retry,
                failure,
                RetryPause.Wished(response.Headers.RetryAfter, time.GetUtcNow())
            );
        }

        // The first address gives a fresh signature; when that is refused as well, it was not the age.
        if (!_askedForExpired && StatusFailures.MayBeExpired(answer, body))
        {
            _askedForExpired = true;
            return new Attempt(AttemptEnd.AskAnew, failure);
        }

        return Attempt.Stop(failure);
    }

    private void RememberAnswer(HttpAnswer answer, AnswerPlan plan)
    {
        var response = answer.Response!;
        var now = time.GetUtcNow();
        var old = part.Journal;
        _askedForExpired = false;
        part.Journal = new PartJournal
        {
            Address = SafeText.Address(request.Address),
            Size = plan.Total,
            ETag = Validators.ETag(response),
            LastModified = Validators.LastModified(response),
            ValidatorHost = answer.Address.Authority,
            Bytes = part.Length == 0 ? 0 : old?.Bytes ?? part.Length,
            AnnouncedName = AnnouncedNames.Find(response) ?? old?.AnnouncedName,
            ContentType = response.Content.Headers.ContentType?.MediaType ?? old?.ContentType,
            OwnerId = Environment.ProcessId,
            OwnerStarted = PartJournal.ThisProcessStarted,
            MachineStarted = PartJournal.MachineStart(now),
            Started = old?.Started ?? now,
            Updated = now,
        };
    }

    private Attempt Broken(string why) =>
        Attempt.Broken($"The connection for {request.Name} broke at {part.Length} bytes: {why.TrimEnd('.')}.");
}
