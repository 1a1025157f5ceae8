using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Downloads.Transfers.Segments;

/// <summary>One connection's work: takes a segment, moves its bytes from an answer into the part, takes the next.</summary>
internal sealed class SegmentWorker(
    TransferContext context,
    SegmentMap map,
    SegmentRequest asking,
    JournalClock journal
)
{
    // A question should not cost more than a tenth of what its answer takes to come.
    private const int WorthOfQuestion = 10;

    private TimeSpan _latency;
    private double _bytesPerSecond;

    /// <summary>Works until nothing is left to take, or something goes wrong; what was not fetched is free for others then.</summary>
    /// <param name="body">An answer to begin with, null to ask for one; it is closed at the end.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    internal async Task<Attempt> RunAsync(AnswerBody? body, CancellationToken cancellationToken)
    {
        try
        {
            while (map.Take(PlaceOf(body), Worthwhile()) is { } segment)
            {
                try
                {
                    if (body?.Reader.Position != segment.From)
                    {
                        // Read once: an open body may come to its place meanwhile and take it over.
                        if (segment.Rest is not { Length: > 0 } rest)
                        {
                            continue;
                        }

                        body?.Dispose();
                        (body, var refused) = await AskAsync(rest, cancellationToken).ConfigureAwait(false);
                        if (refused is not null)
                        {
                            return refused;
                        }
                    }

                    if (await MoveAsync(body!, segment, cancellationToken).ConfigureAwait(false) is { } broken)
                    {
                        return broken;
                    }
                }
                finally
                {
                    map.Return(segment);
                }
            }

            return Attempt.Complete;
        }
        finally
        {
            body?.Dispose();
        }
    }

    /// <summary>Moves bytes until the segment is full; answers why it is not.</summary>
    private async Task<Attempt?> MoveAsync(AnswerBody body, Segment segment, CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        while (segment.Rest.Length > 0)
        {
            var block = await body.Reader.ReadAsync(1, cancellationToken).ConfigureAwait(false);
            if (block.Length == 0)
            {
                return asking.IsSizeKnown ? context.Broken("the answer ended early") : EndOf(segment);
            }

            var length = block.Length;
            Store(body, segment, block);
            foreach (var limit in context.Request.SpeedLimits)
            {
                await limit.PassAsync(length, cancellationToken).ConfigureAwait(false);
            }
        }

        var seconds = context.Time.GetElapsedTime(started).TotalSeconds;
        _bytesPerSecond = seconds > 0 ? (segment.To - segment.From) / seconds : 0;
        return segment.To == asking.Size && body.IsOpenEnded
            ? await CheckEndAsync(body, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>The end of a body without a length is the end of the file.</summary>
    private static Attempt? EndOf(Segment segment)
    {
        segment.To = segment.Position;
        return null;
    }

    private void Store(AnswerBody body, Segment segment, Block block)
    {
        // Others may have taken the end of the segment meanwhile; what is read of it already is not theirs to fetch twice.
        var wanted = (int)Math.Min(block.Length, segment.Rest.Length);
        if (wanted > 0)
        {
            context.Meter.Receive(wanted);
            context.Part.Write(segment.Position, block.Bytes[..wanted]);
            segment.Advance(wanted);
            context.Meter.At(context.Part.Arrived);
            journal.Tick();
        }

        if (wanted < block.Length)
        {
            body.Reader.Unread(block.Skip(wanted));
        }
        else
        {
            block.Return();
        }
    }

    /// <summary>A body that goes on behind the end of the file is not the file's.</summary>
    private async Task<Attempt?> CheckEndAsync(AnswerBody body, CancellationToken cancellationToken)
    {
        var more = await body.Reader.ReadAsync(1, cancellationToken).ConfigureAwait(false);
        if (more.Length == 0)
        {
            return null;
        }

        context.Meter.Receive(more.Length);
        more.Return();
        return asking.TooLong();
    }

    private async Task<(AnswerBody? Body, Attempt? Refused)> AskAsync(
        ByteRange rest,
        CancellationToken cancellationToken
    )
    {
        var asked = context.Time.GetTimestamp();
        var answer = await asking.AskAsync(rest, cancellationToken).ConfigureAwait(false);
        _latency = context.Time.GetElapsedTime(asked);
        return answer;
    }

    private static long? PlaceOf(AnswerBody? body) => body is { IsOpenEnded: true } ? body.Reader.Position : null;

    private long Worthwhile() => (long)(WorthOfQuestion * _latency.TotalSeconds * _bytesPerSecond);
}
