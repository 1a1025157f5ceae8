namespace BerryAIGen.IO.Pickles;

/// <summary>A stretch of a pickle as a stream of its own, so that a file in it is scanned without being held in memory.</summary>
internal sealed class PickleSlice(PickleInput input, ulong length) : Stream
{
    private ulong _left = length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads over what nobody read.</summary>
    internal void SkipRest()
    {
        input.Skip(_left);
        _left = 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = input.Read(buffer[..(int)Math.Min((ulong)buffer.Length, _left)]);
        _left -= (ulong)read;
        return read;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
