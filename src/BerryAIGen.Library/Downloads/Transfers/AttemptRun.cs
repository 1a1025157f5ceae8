using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>One question to the first address and what its answer does to the part.</summary>
internal sealed class AttemptRun(TransferContext context)
{
    private readonly BodyReceiver _receiver = new(context);
    private bool _isExpiredAsked;
    private bool _isFromZero;

    /// <summary>What the part can be continued from; the part itself is kept until something better arrives.</summary>
    private long Offset => _isFromZero ? 0 : context.Part.Front;

    /// <summary>Where the first gap ends, when other bytes of the file are there behind it; null asks for all that follows.</summary>
    private long? Bound =>
        !_isFromZero
        && context.Part.Journal?.Size is { } size
        && context.Part.Gaps(size) is [var gap, ..]
        && gap.To < size
            ? gap.To - 1
            : null;

    /// <summary>Asks for the whole file next; what is there goes once its first bytes have come.</summary>
    internal void StartFromZero() => _isFromZero = true;

    internal async Task<Attempt> RunAsync(CancellationToken cancellationToken)
    {
        using var stall = new StallTimer(context.Options.StallTimeout, context.Time);
        try
        {
            using var answer = await AskAsync(stall, cancellationToken).ConfigureAwait(false);
            return answer.Refusal is { } refusal
                ? Attempt.Stop(refusal)
                : await UseAsync(answer, stall, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StallException or HttpIOException)
        {
            return context.Broken(exception.Message);
        }
        catch (HttpRequestException exception)
        {
            return NetworkFailures.From(exception, context.Request);
        }
    }

    private ValueTask<HttpAnswer> AskAsync(StallTimer stall, CancellationToken cancellationToken)
    {
        var question = new HttpQuestion
        {
            Address = context.Request.Address,
            From = Offset > 0 || Bound is not null ? Offset : null,
            To = Bound,
            ConditionFor = hop => Validators.Condition(context.Part.Journal, hop),
            TokenFor = context.Request.TokenFor,
        };
        return stall.WatchAsync(
            token => new ValueTask<HttpAnswer>(context.Http.GetAsync(question, token)),
            cancellationToken
        );
    }

    private async Task<Attempt> UseAsync(HttpAnswer answer, StallTimer stall, CancellationToken cancellationToken)
    {
        var isBounded = Bound is not null;
        var plan = AnswerPlan.From(answer, Offset, isBounded, context.Part.Journal, context.Request);
        switch (plan.Use)
        {
            case AnswerUse.Complete:
                _receiver.Remember(answer, plan);
                context.Part.Checkpoint(context.Now);
                return Attempt.Complete;
            case AnswerUse.AskAnew:
                return FromZero(NetworkFailures.Changed(context.Request));
            case AnswerUse.Unknown:
                return new Attempt(AttemptEnd.Unknown, NetworkFailures.CannotKnow(context.Request));
            case AnswerUse.Refused:
                return await RefusedAsync(answer, stall, cancellationToken).ConfigureAwait(false);
            default:
                (_isExpiredAsked, _isFromZero) = (false, false);
                var attempt = await _receiver
                    .ReceiveAsync(answer, plan, isBounded, stall, cancellationToken)
                    .ConfigureAwait(false);
                return attempt.End == AttemptEnd.Changed ? FromZero(attempt.Failure!) : attempt;
        }
    }

    private Attempt FromZero(Failure why)
    {
        StartFromZero();
        return new Attempt(AttemptEnd.AskAnew, why);
    }

    private async Task<Attempt> RefusedAsync(HttpAnswer answer, StallTimer stall, CancellationToken cancellationToken)
    {
        var body = await ErrorBody.ReadAsync(answer.Response!, stall, cancellationToken).ConfigureAwait(false);
        var refused = AnswerRefusals.From(answer, body, context);

        // The first address gives a fresh signature; when that is refused as well, it was not the age.
        if (refused.End == AttemptEnd.Stop && !_isExpiredAsked && StatusFailures.MayBeExpired(answer, body))
        {
            _isExpiredAsked = true;
            return refused with { End = AttemptEnd.AskAnew };
        }

        return refused;
    }
}
