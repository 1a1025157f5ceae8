using System.Buffers.Binary;

namespace BerryAIGen.IO.Images.Png;

/// <summary>The compressed pixels of a PNG: the contents of all <c>IDAT</c> chunks one after the other.</summary>
internal sealed class PngData(ImageBytes file) : Stream
{
    private long _next = PngReader.SignatureBytes;
    private long _offset;
    private long _left;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_left == 0 && !FindChunk())
        {
            return 0;
        }

        var read = file.ReadAll(_offset, buffer[..(int)Math.Min(buffer.Length, _left)]);
        (_offset, _left) = (_offset + read, read == 0 ? 0 : _left - read);
        return read;
    }

    private bool FindChunk()
    {
        Span<byte> head = stackalloc byte[8];
        while (file.TryRead(_next, head))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            (_offset, _next) = (_next + head.Length, _next + head.Length + length + 4);
            if (length > 0 && head[4..].SequenceEqual("IDAT"u8))
            {
                _left = length;
                return true;
            }
        }

        return false;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
