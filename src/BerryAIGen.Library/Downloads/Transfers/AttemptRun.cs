using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;
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
    private readonly BodyReceiver _receiver = new(options, time, request, part, meter);
    private bool _isExpiredAsked;
    private bool _isFromZero;

    /// <summary>Bytes of bodies that came over the network.</summary>
    internal long TransferredBytes => _receiver.TransferredBytes;

    /// <summary>What the part can be continued from; the part itself is kept until something better arrives.</summary>
    private long Offset => _isFromZero ? 0 : part.Length;

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
            return _receiver.Broken(exception.Message);
        }
        catch (HttpRequestException exception)
        {
            return NetworkFailures.From(exception, request);
        }
        catch (HttpIOException exception)
        {
            return _receiver.Broken(exception.Message);
        }
    }

    private ValueTask<HttpAnswer> AskAsync(StallTimer stall, CancellationToken cancellationToken)
    {
        var question = new HttpQuestion
        {
            Address = request.Address,
            From = Offset > 0 ? Offset : null,
            ConditionFor = hop => Validators.Condition(part.Journal, hop),
            TokenFor = request.TokenFor,
        };
        return stall.WatchAsync(token => new ValueTask<HttpAnswer>(http.GetAsync(question, token)), cancellationToken);
    }

    private async Task<Attempt> UseAsync(HttpAnswer answer, StallTimer stall, CancellationToken cancellationToken)
    {
        var plan = AnswerPlan.From(answer.Response!, answer.Address, Offset, part.Journal);
        switch (plan.Use)
        {
            case AnswerUse.Complete:
                _receiver.Remember(answer, plan);
                part.Checkpoint(part.Length, time.GetUtcNow());
                return Attempt.Complete;
            case AnswerUse.AskAnew:
                _isFromZero = true;
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
                (_isExpiredAsked, _isFromZero) = (false, false);
                return await _receiver.ReceiveAsync(answer, plan, stall, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Attempt> RefusedAsync(HttpAnswer answer, StallTimer stall, CancellationToken cancellationToken)
    {
        var response = answer.Response!;
        var body = await ErrorBody.ReadAsync(response, stall, cancellationToken).ConfigureAwait(false);
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
        if (!_isExpiredAsked && StatusFailures.MayBeExpired(answer, body))
        {
            _isExpiredAsked = true;
            return new Attempt(AttemptEnd.AskAnew, failure);
        }

        return Attempt.Stop(failure);
    }
}
