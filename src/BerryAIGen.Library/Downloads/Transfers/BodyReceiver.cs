using BerryAIGen.Civitai.Downloads;
using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Downloads.Transfers.Segments;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>Takes the body of an answer into the part, after a look at its first bytes; with helpers where they help.</summary>
internal sealed class BodyReceiver(TransferContext context)
{
    private TransferRequest Request => context.Request;

    private PartFile Part => context.Part;

    /// <exception cref="StallException">The server fell silent before its first byte.</exception>
    /// <exception cref="HttpIOException">The connection broke before its first byte.</exception>
    internal async Task<Attempt> ReceiveAsync(
        HttpAnswer answer,
        AnswerPlan plan,
        bool isBounded,
        StallTimer stall,
        CancellationToken cancellationToken
    )
    {
        if (FailureOf(answer, plan) is { } unusable)
        {
            return Attempt.Stop(unusable);
        }

        var offset = plan.Use == AnswerUse.Restart ? 0 : Part.Front;
        using var body = await AnswerBody
            .OpenAsync(
                answer,
                stall,
                offset,
                isOpenEnded: !isBounded || plan.Use == AnswerUse.Restart,
                cancellationToken
            )
            .ConfigureAwait(false);

        // The first bytes are looked at before they may replace anything that is kept.
        var first = await body.Reader.ReadAsync(ContainerDetector.HeadBytes, cancellationToken).ConfigureAwait(false);
        body.Reader.Unread(first);
        if (plan.Use == AnswerUse.Restart)
        {
            if (PageAnswer.Recognize(first.Bytes, Request.Name) is { } text)
            {
                return Attempt.Stop(NetworkFailures.NotAModel(answer, text, Request));
            }

            StartFromZero();
        }

        Remember(answer, plan);
        Part.Journal!.Write(Part.Path);
        context.Meter.Total = plan.Total;
        return await FetchAsync(answer, body, plan, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts what the answer says of the file into the journal in memory.</summary>
    internal void Remember(HttpAnswer answer, AnswerPlan plan)
    {
        var response = answer.Response!;
        var now = context.Now;
        var old = Part.Journal;
        Part.IsJoined |= plan.Use != AnswerUse.Restart && old is not null && !old.IsOf(Request.Address, answer.Address);
        // A 206 need not repeat the validators (RFC 9110, 15.3.7); those of the same host's earlier answer still hold.
        var kept = plan.Use != AnswerUse.Restart && old?.ValidatorHost == answer.Address.Authority ? old : null;
        Part.Journal = new PartJournal
        {
            Address = SafeText.Address(Request.Address),
            Digest = AddressDigest.OfPlace(Request.Address),
            Origin = AddressDigest.Of(Request.Address),
            Size = plan.Total,
            ETag = Validators.ETag(response) ?? kept?.ETag,
            LastModified = Validators.LastModified(response) ?? kept?.LastModified,
            ValidatorHost = answer.Address.Authority,
            Bytes = Part.Front == 0 ? 0 : old?.Bytes ?? Part.Front,
            Ranges = old?.Ranges,
            ReservedBytes = old?.ReservedBytes,
            AnnouncedName = ContentDisposition.FindFileName(response) ?? old?.AnnouncedName,
            OwnerId = Environment.ProcessId,
            OwnerStarted = PartJournal.ThisProcessStarted,
            MachineStarted = PartJournal.MachineStart(now),
            Started = old?.Started ?? now,
            Updated = now,
        };
    }

    private Failure? FailureOf(HttpAnswer answer, AnswerPlan plan)
    {
        var content = answer.Response!.Content.Headers;
        return PageAnswer.Recognize(content.ContentType?.MediaType, Request.Name) is { } type
                ? NetworkFailures.NotAModel(answer, type, Request)
            : content.ContentEncoding.FirstOrDefault(IsCoding) is { } coding ? NetworkFailures.Encoded(coding, Request)
            : plan.Total is { } announced ? Request.CheckSpace(announced)
            : null;
    }

    private static bool IsCoding(string coding) => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase);

    private async Task<Attempt> FetchAsync(
        HttpAnswer answer,
        AnswerBody body,
        AnswerPlan plan,
        CancellationToken cancellationToken
    )
    {
        var connections = ConnectionCount.For(answer, plan, context);
        if (connections > 1)
        {
            Part.Scatter(plan.Total!.Value, context.Now);
        }

        var map = new SegmentMap(
            Part.Gaps(plan.Total ?? long.MaxValue),
            connections,
            context.Options.SmallestSegment,
            context.Time
        );
        var asking = new SegmentRequest(context, plan.Total, isProven: ConnectionCount.IsRange(answer));
        var ended = await new SegmentCrew(context, map, asking)
            .RunAsync(body, connections, cancellationToken)
            .ConfigureAwait(false);
        if (ended?.End == AttemptEnd.Changed && IsWhole(plan.Total))
        {
            // Complete by its length, and still not the file.
            Part.Restart(context.Now);
        }

        return ended is not null && (ended.IsFinal || !IsWhole(plan.Total)) ? ended
            : plan.Total is null ? CompleteWithoutSize()
            : Attempt.Complete;
    }

    private bool IsWhole(long? total) => total is not null && Part.Arrived >= total;

    /// <summary>Only now, at the end of a body without a length, is the size known.</summary>
    private Attempt CompleteWithoutSize()
    {
        Part.Journal = Part.Journal! with { Size = Part.Front };
        Part.Checkpoint(context.Now);
        return Attempt.Complete;
    }

    private void StartFromZero()
    {
        if (Part.Arrived > 0)
        {
            context.Meter.Note(
                $"The server does not continue {Request.Name} at {Part.Arrived} bytes; starting from zero."
            );
            Part.Restart(context.Now);
        }
    }
}
