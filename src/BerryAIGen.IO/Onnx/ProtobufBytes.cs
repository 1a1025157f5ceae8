using System.Text;

namespace BerryAIGen.IO.Onnx;

/// <summary>How a field's value is written (protobuf.dev/programming-guides/encoding).</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>Walks the fields of a protobuf file without keeping any of them; what nobody asks for is passed over.</summary>
internal sealed class ProtobufBytes(Stream file, long sizeBytes)
{
    private const int LongestVarint = 10;
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;

    internal long Position { get; private set; }

    /// <summary>The next field of a message.</summary>
    internal (int Number, WireType Type) Field()
    {
        var key = Varint();
        var type = (WireType)(key & 7);
        var number = key >> 3;
        return
            number is > 0 and <= 0x1FFFFFFF
            && type is WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32
            ? ((int)number, type)
            : throw new OnnxBroken(
                "wire",
                $"At byte {Position} stands no field of a message: it is no ONNX file, or corrupt."
            );
    }

    internal ulong Varint()
    {
        ulong value = 0;
        for (var i = 0; i < LongestVarint; i++)
        {
            Need(1);
            if (_start == _end)
            {
                Fill(1);
            }

            var next = _buffer[_start++];
            Position++;
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new OnnxBroken(
            "wire",
            $"The number before byte {Position} is longer than any number is; the file is corrupt."
        );
    }

    /// <summary>Where a message or text of the length that stands here ends; never past what surrounds it.</summary>
    internal long EndOfBytes(long limit)
    {
        var length = Varint();
        if (length > (ulong)(sizeBytes - Position))
        {
            throw new OnnxBroken(
                "truncated",
                $"At byte {Position} {length} bytes should follow but the file has {sizeBytes - Position}: it was cut off, "
                    + "or is another format."
            );
        }

        return Position + (long)length <= limit
            ? Position + (long)length
            : throw new OnnxBroken("wire", $"A field at byte {Position} is longer than what it belongs to.");
    }

    /// <summary>A text; cut where it is longer than somebody wants to keep.</summary>
    internal string Text(long limit, int longest)
    {
        var end = EndOfBytes(limit);
        var kept = (int)Math.Min(end - Position, longest);
        if (_end - _start < kept)
        {
            Fill(kept);
        }

        var text = Encoding.UTF8.GetString(_buffer, _start, kept);
        SkipTo(end);
        return text;
    }

    internal void Skip(WireType type, long limit)
    {
        switch (type)
        {
            case WireType.Varint:
                Varint();
                break;
            case WireType.Bytes:
                SkipTo(EndOfBytes(limit));
                break;
            default:
                var bytes = type == WireType.Fixed64 ? 8 : 4;
                Need(bytes);
                SkipTo(Position + bytes);
                break;
        }
    }

    internal void SkipTo(long position)
    {
        var bytes = position - Position;
        var buffered = (int)Math.Min(bytes, _end - _start);
        _start += buffered;
        Position = position;
        if (bytes > buffered)
        {
            file.Seek(bytes - buffered, SeekOrigin.Current);
        }
    }

    private void Fill(int count)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        _end += file.ReadAtLeast(_buffer.AsSpan(_end), count - _end);
    }

    private void Need(long bytes)
    {
        if (bytes > sizeBytes - Position)
        {
            throw new OnnxBroken(
                "truncated",
                $"The file ends at byte {sizeBytes} in the middle of a field: it was cut off."
            );
        }
    }
}
