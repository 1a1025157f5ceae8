using System.Buffers.Binary;
using System.Text;

namespace BerryAIGen.IO.Gguf;

/// <summary>Reads the header's numbers and texts one after the other, and never takes more memory than the file has bytes.</summary>
internal sealed class GgufBytes(Stream file, long sizeBytes)
{
    // ggml's own limit.
    private const ulong LongestString = 1 << 30;
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;

    internal long Position { get; private set; }

    internal bool IsBigEndian { get; set; }

    internal byte U8() => Take(1)[0];

    internal ushort U16() =>
        IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(Take(2)) : BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    internal uint U32() =>
        IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(Take(4)) : BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    internal ulong U64() =>
        IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(Take(8)) : BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>The length of a text that lies in the file with all its bytes.</summary>
    internal long StringLength(string what)
    {
        var length = U64();
        if (length > LongestString)
        {
            throw new GgufBroken(
                "string length",
                $"{what} at byte {Position} should have {length} bytes, which no text has; the header is corrupt or forged."
            );
        }

        Need((long)length);
        return (long)length;
    }

    /// <summary>A text, or null (and passed over) when it is longer than somebody wants to keep.</summary>
    internal string? String(string what, int longest)
    {
        var length = StringLength(what);
        if (length > longest)
        {
            Skip(length);
            return null;
        }

        if (length <= _buffer.Length)
        {
            return Encoding.UTF8.GetString(Take((int)length));
        }

        var bytes = new byte[length];
        for (var at = 0; at < bytes.Length; )
        {
            var piece = Math.Min(_buffer.Length, bytes.Length - at);
            Take(piece).CopyTo(bytes.AsSpan(at));
            at += piece;
        }

        return Encoding.UTF8.GetString(bytes);
    }

    internal void Skip(long bytes)
    {
        Need(bytes);
        Position += bytes;
        var buffered = (int)Math.Min(bytes, _end - _start);
        _start += buffered;
        if (bytes > buffered)
        {
            file.Seek(bytes - buffered, SeekOrigin.Current);
        }
    }

    internal ReadOnlySpan<byte> Take(int count)
    {
        Need(count);
        if (_end - _start < count)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            _end += file.ReadAtLeast(_buffer.AsSpan(_end), count - _end);
        }

        Position += count;
        _start += count;
        return _buffer.AsSpan(_start - count, count);
    }

    private void Need(long bytes)
    {
        if (bytes > sizeBytes - Position)
        {
            throw new GgufBroken(
                "truncated",
                $"The header goes on at byte {Position} but the file ends at byte {sizeBytes}: it was cut off."
            );
        }
    }
}
