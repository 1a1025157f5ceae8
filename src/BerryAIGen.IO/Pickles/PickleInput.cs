using System.Buffers;
using System.Buffers.Binary;

namespace BerryAIGen.IO.Pickles;

/// <summary>
/// Reads forward through a stream of any length in one small buffer. The first thing that goes wrong is kept in
/// <see cref="Error"/>, and from then on everything reads as nothing.
/// </summary>
internal sealed class PickleInput(Stream stream) : IDisposable
{
    private const int BufferBytes = 16 * 1024;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private long _bufferStart;
    private int _next;
    private int _end;

    /// <summary>Bytes read so far.</summary>
    internal long Position => _bufferStart + _next;

    /// <summary>What went wrong first; null while nothing did.</summary>
    internal string? Error { get; private set; }

    /// <summary>What Python would have stopped at although reading goes on; null while there was nothing.</summary>
    internal string? Misuse { get; private set; }

    internal bool IsAtEnd => _next == _end && !Fill();

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <summary>Whether the error is ours: Python would read on, and nobody looked at what it would find.</summary>
    internal bool IsCutShort { get; private set; }

    internal void Fail(string error) => Error ??= $"{error} at byte {Position}";

    internal void Suspect(string misuse) => Misuse ??= $"{misuse}, before byte {Position}";

    /// <summary>Ends the reading where it goes beyond what is followed.</summary>
    internal void Exceed(string limit)
    {
        IsCutShort |= Error is null;
        Fail(limit);
    }

    /// <summary>Goes on after an error of the pickle that ended here.</summary>
    internal string? TakeError()
    {
        var error = Error ?? Misuse;
        (Error, Misuse, IsCutShort) = (null, null, false);
        return error;
    }

    internal byte ReadByte()
    {
        if (_next < _end || Fill())
        {
            return _buffer[_next++];
        }

        Fail("it ends in the middle");
        return 0;
    }

    internal ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(ReadSpan(2));

    internal uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadSpan(4));

    internal ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadSpan(8));

    /// <summary>The next few bytes; zeros where there are none.</summary>
    internal ReadOnlySpan<byte> ReadSpan(int count)
    {
        if (!Ensure(count))
        {
            Fail("it ends in the middle");
            _next = _end;
            return new byte[count];
        }

        _next += count;
        return _buffer.AsSpan(_next - count, count);
    }

    /// <summary>What comes next, without reading it; less at the end.</summary>
    internal ReadOnlySpan<byte> Peek(int count)
    {
        _ = Ensure(count);
        return _buffer.AsSpan(_next, Math.Min(count, _end - _next));
    }

    /// <summary>Fills the target as far as there are bytes, without calling their end an error.</summary>
    internal int Read(Span<byte> target)
    {
        if (target.IsEmpty || (_next == _end && !Fill()))
        {
            return 0;
        }

        var count = Math.Min(target.Length, _end - _next);
        _buffer.AsSpan(_next, count).CopyTo(target);
        _next += count;
        return count;
    }

    /// <summary>Leaves bytes out; those that are missing are an error.</summary>
    internal void Skip(ulong count)
    {
        while (count > 0 && Error is null)
        {
            if (_next == _end && !Fill())
            {
                Fail($"{count} bytes are missing");
                return;
            }

            var step = (int)Math.Min(count, (ulong)(_end - _next));
            _next += step;
            count -= (ulong)step;
            count -= SkipInStream(count);
        }
    }

    /// <summary>Up to the next line end, which is read and left out; no more than <paramref name="kept"/> of it is kept.</summary>
    internal byte[] ReadLine(int kept, out bool isWhole)
    {
        var line = new ArrayBufferWriter<byte>(64);
        isWhole = true;
        while (_next < _end || Fill())
        {
            var rest = _buffer.AsSpan(_next, _end - _next);
            var found = rest.IndexOf((byte)'\n');
            var part = found < 0 ? rest : rest[..found];
            isWhole &= part.Length <= kept - line.WrittenCount;
            line.Write(part[..Math.Min(part.Length, kept - line.WrittenCount)]);
            _next += part.Length;
            if (found >= 0)
            {
                _next++;
                return line.WrittenSpan.ToArray();
            }
        }

        Fail("a line has no end");
        return [];
    }

    // Seeking past what is left out spares reading gigabytes of a storage.
    private ulong SkipInStream(ulong count)
    {
        if (count < BufferBytes || !stream.CanSeek)
        {
            return 0;
        }

        var step = Math.Min(count, (ulong)Math.Max(0, stream.Length - stream.Position));
        stream.Position += (long)step;
        _bufferStart += (long)step;
        return step;
    }

    private bool Ensure(int count)
    {
        while (_end - _next < count)
        {
            _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
            _bufferStart += _next;
            _end -= _next;
            _next = 0;
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    private bool Fill() => Ensure(_end - _next + 1);
}
