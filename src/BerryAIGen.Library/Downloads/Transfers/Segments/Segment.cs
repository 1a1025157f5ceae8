using BerryAIGen.Library.Downloads.Transfers.Parts;

namespace BerryAIGen.Library.Downloads.Transfers.Segments;

/// <summary>Bytes of a file that one connection fetches. Its end moves towards its position when others take from it.</summary>
internal sealed class Segment(ByteRange range, long startedAt)
{
    private long _position = range.From;
    private long _to = range.To;

    internal long From { get; } = range.From;

    /// <summary>When the first of its bytes was asked for, as a timestamp.</summary>
    internal long StartedAt { get; } = startedAt;

    /// <summary>Where the next byte goes; moved by the connection that has the segment.</summary>
    internal long Position => Volatile.Read(ref _position);

    /// <summary>Where it ends; moved by <see cref="SegmentMap"/>, or by the end of a body without a length.</summary>
    internal long To
    {
        get => Volatile.Read(ref _to);
        set => Volatile.Write(ref _to, value);
    }

    internal ByteRange Rest => new(Position, Math.Max(Position, To));

    internal void Advance(int bytes) => Volatile.Write(ref _position, _position + bytes);
}
