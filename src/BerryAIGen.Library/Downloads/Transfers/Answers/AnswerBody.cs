using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers.Answers;

/// <summary>The body of one answer with the connection it comes over; closing it before its end gives the connection up.</summary>
internal sealed class AnswerBody : IDisposable
{
    private readonly HttpAnswer _answer;
    private readonly StallTimer _stall;

    private AnswerBody(HttpAnswer answer, BodyReader reader, StallTimer stall) =>
        (_answer, Reader, _stall) = (answer, reader, stall);

    internal BodyReader Reader { get; }

    /// <summary>True when all bytes up to the file's end were asked for, so that reading can go on behind a segment.</summary>
    internal bool IsOpenEnded { get; private init; }

    public void Dispose()
    {
        Reader.Close();
        _answer.Dispose();
        _stall.Dispose();
    }

    /// <summary>Takes answer and timer over.</summary>
    internal static async ValueTask<AnswerBody> OpenAsync(
        HttpAnswer answer,
        StallTimer stall,
        long offset,
        bool isOpenEnded,
        CancellationToken cancellationToken
    )
    {
        var stream = await answer.Response!.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new AnswerBody(answer, new BodyReader(stream, stall, offset), stall) { IsOpenEnded = isOpenEnded };
    }
}
