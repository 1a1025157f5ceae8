using BerryAIGen.IO.Archives;

namespace BerryAIGen.IO.Pickles;

/// <summary>A stretch of a pickle as a stream of its own, so that a file in it is scanned without being held in memory.</summary>
internal sealed class PickleSlice(PickleInput input, ulong length) : ForwardStream
{
    private ulong _left = length;

    public override long Length { get; } = (long)Math.Min(length, long.MaxValue);

    public override int Read(Span<byte> buffer)
    {
        var read = input.Read(buffer[..(int)Math.Min((ulong)buffer.Length, _left)]);
        _left -= (ulong)read;
        return read;
    }

    /// <summary>Reads over what nobody read.</summary>
    internal void SkipRest()
    {
        input.Skip(_left);
        _left = 0;
    }
}
