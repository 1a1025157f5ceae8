using BerryAIGen.Civitai.Downloads;
using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>Takes the body of an answer into the part, after a look at its first bytes.</summary>
internal sealed class BodyReceiver(
    TransferOptions options,
    TimeProvider time,
    TransferRequest request,
    PartFile part,
    ProgressMeter meter
)
{
    /// <summary>Bytes of bodies that came over the network.</summary>
    internal long TransferredBytes { get; private set; }

    /// <exception cref="StallException">The server fell silent; what came is in the part.</exception>
    /// <exception cref="HttpIOException">The connection broke; what came is in the part.</exception>
    internal async Task<Attempt> ReceiveAsync(
        HttpAnswer answer,
        AnswerPlan plan,
        StallTimer stall,
        CancellationToken cancellationToken
    )
    {
        var response = answer.Response!;
        if (PageAnswer.Recognize(response.Content.Headers.ContentType?.MediaType, request.Name) is { } type)
        {
            return Attempt.Stop(NetworkFailures.NotAModel(answer, type, request));
        }

        if (response.Content.Headers.ContentEncoding.FirstOrDefault(IsCoding) is { } coding)
        {
            return Attempt.Stop(NetworkFailures.Encoded(coding, request));
        }

        if (plan.Total is { } announced && request.CheckSpace(announced) is { } noSpace)
        {
            return Attempt.Stop(noSpace);
        }

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        var reader = new BodyReader(stream, stall);

        // The first bytes are looked at before they may replace anything that is kept.
        var first = await reader.ReadAsync(ContainerDetector.HeadBytes, cancellationToken).ConfigureAwait(false);
        if (plan.Use == AnswerUse.Restart)
        {
            if (PageAnswer.Recognize(first.Bytes, request.Name) is { } text)
            {
                return Attempt.Stop(NetworkFailures.NotAModel(answer, text, request));
            }

            StartFromZero();
        }

        Remember(answer, plan);
        part.Journal!.Write(part.Path);
        meter.Total = plan.Total;
        return await PumpAsync(reader, first, plan, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsCoding(string coding) => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase);

    private async Task<Attempt> PumpAsync(
        BodyReader reader,
        Block first,
        AnswerPlan plan,
        CancellationToken cancellationToken
    )
    {
        var left = plan.Total - part.Length;
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
                left -= block.Length;
                // A body without end must not fill the disk: the first bytes too many end it.
                if (!await lane.PostAsync(block, cancellationToken).ConfigureAwait(false) || left < 0)
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

    /// <summary>Puts what the answer says of the file into the journal in memory.</summary>
    internal void Remember(HttpAnswer answer, AnswerPlan plan)
    {
        var response = answer.Response!;
        var now = time.GetUtcNow();
        var old = part.Journal;
        // A 206 need not repeat the validators (RFC 9110, 15.3.7); those of the same host's earlier answer still hold.
        var kept = plan.Use != AnswerUse.Restart && old?.ValidatorHost == answer.Address.Authority ? old : null;
        part.Journal = new PartJournal
        {
            Address = SafeText.Address(request.Address),
            Digest = AddressDigest.OfPlace(request.Address),
            Size = plan.Total,
            ETag = Validators.ETag(response) ?? kept?.ETag,
            LastModified = Validators.LastModified(response) ?? kept?.LastModified,
            ValidatorHost = answer.Address.Authority,
            Bytes = part.Length == 0 ? 0 : old?.Bytes ?? part.Length,
            AnnouncedName = ContentDisposition.FindFileName(response) ?? old?.AnnouncedName,
            OwnerId = Environment.ProcessId,
            OwnerStarted = PartJournal.ThisProcessStarted,
            MachineStarted = PartJournal.MachineStart(now),
            Started = old?.Started ?? now,
            Updated = now,
        };
    }

    /// <summary>An interruption, told with where the part stands.</summary>
    internal Attempt Broken(string why) =>
        Attempt.Broken($"The connection for {request.Name} broke at {part.Length} bytes: {why.TrimEnd('.')}.");
}
