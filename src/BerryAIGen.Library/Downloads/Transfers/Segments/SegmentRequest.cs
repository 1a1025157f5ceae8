using System.Net;
using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers.Segments;

/// <summary>Asks for a range of a file that another answer began, and takes only an answer that belongs to the same file.</summary>
internal sealed class SegmentRequest(TransferContext context, long? size, bool isProven)
{
    // A server that answers one range by the whole file has to answer no second one.
    private readonly TaskCompletionSource<bool> _proof = Proof(isProven);

    internal long? Size => size;

    internal bool IsSizeKnown => size is not null;

    /// <summary>True once the server gave a range, false once it did not.</summary>
    internal Task<bool> IsProven => _proof.Task;

    /// <summary>The server turned out not to give ranges, or nobody asks it any more.</summary>
    internal void GiveUpProof() => _proof.TrySetResult(false);

    /// <summary>The body of exactly this range, or why there is none.</summary>
    internal async Task<(AnswerBody? Body, Attempt? Refused)> AskAsync(
        ByteRange range,
        CancellationToken cancellationToken
    )
    {
        var stall = new StallTimer(context.Options.StallTimeout, context.Time);
        HttpAnswer? answer = null;
        try
        {
            answer = await stall
                .WatchAsync(
                    token => new ValueTask<HttpAnswer>(context.Http.GetAsync(Question(range), token)),
                    cancellationToken
                )
                .ConfigureAwait(false);
            if (await RefuseAsync(answer, range, stall, cancellationToken).ConfigureAwait(false) is { } refused)
            {
                return (null, refused);
            }

            _proof.TrySetResult(true);
            context.Part.IsJoined |= !context.Part.Journal!.IsOf(context.Request.Address, answer.Address);
            var body = await AnswerBody
                .OpenAsync(answer, stall, range.From, isOpenEnded: false, cancellationToken)
                .ConfigureAwait(false);
            (answer, stall) = (null, null);
            return (body, null);
        }
        finally
        {
            answer?.Dispose();
            stall?.Dispose();
        }
    }

    /// <summary>More bytes than the file has: nothing of it can be trusted.</summary>
    internal Attempt TooLong() =>
        new(
            AttemptEnd.Changed,
            new Failure(
                FailureCode.Network,
                $"{context.Request.Name} cannot be right: more bytes came than the {size} that were announced.",
                IsRetryable: true
            )
        );

    private HttpQuestion Question(ByteRange range) =>
        new()
        {
            Address = context.Request.Address,
            From = range.From,
            To = range.To - 1,
            ConditionFor = hop => Validators.Condition(context.Part.Journal, hop),
            TokenFor = context.Request.TokenFor,
        };

    private async Task<Attempt?> RefuseAsync(
        HttpAnswer answer,
        ByteRange range,
        StallTimer stall,
        CancellationToken cancellationToken
    )
    {
        if (answer.Refusal is { } refusal)
        {
            return Attempt.Stop(refusal);
        }

        var response = answer.Response!;
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
        {
            var body = await ErrorBody.ReadAsync(response, stall, cancellationToken).ConfigureAwait(false);
            return AnswerRefusals.From(answer, body, context);
        }

        var journal = context.Part.Journal!;
        var plan = AnswerPlan.From(answer, range.From, isBounded: true, journal, context.Request);
        if (!Validators.AreOfOneFile(journal, response, answer.Address, context.Request))
        {
            // Another host says nothing against the first one's file; it is only of no use for it.
            return journal.IsOf(context.Request.Address, answer.Address) || context.Request.JoinsHosts
                ? new Attempt(AttemptEnd.Changed, NetworkFailures.Changed(context.Request))
                : new Attempt(AttemptEnd.NoRanges, NetworkFailures.OtherHost(answer.Address, context.Request));
        }

        return plan.Total is { } total && total != size
                ? new Attempt(AttemptEnd.Changed, NetworkFailures.Changed(context.Request))
            : IsThisRange(response, range) ? null
            : Attempt.NoRanges;
    }

    private static bool IsThisRange(HttpResponseMessage response, ByteRange range) =>
        response.StatusCode == HttpStatusCode.PartialContent
        && !AnswerPlan.IsSeveralRanges(response)
        && response.Content.Headers.ContentRange is { From: { } from } given
        && from == range.From
        && (given.To is null || given.To >= range.To - 1)
        && !response.Content.Headers.ContentEncoding.Any(coding =>
            !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)
        );

    private static TaskCompletionSource<bool> Proof(bool isProven)
    {
        var proof = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (isProven)
        {
            proof.SetResult(true);
        }

        return proof;
    }
}
