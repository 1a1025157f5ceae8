using BerryAIGen.IO.Archives;
using BerryAIGen.IO.Containers;

namespace BerryAIGen.IO.Pickles;

/// <summary>A stream whose first bytes were looked at and come once more.</summary>
internal sealed class HeadedStream : ForwardStream
{
    private readonly Stream _rest;
    private readonly byte[] _head;
    private int _given;

    internal HeadedStream(Stream stream)
    {
        _rest = stream;
        var head = new byte[ContainerDetector.HeadBytes];
        _head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    internal ReadOnlySpan<byte> Head => _head;

    public override int Read(Span<byte> buffer)
    {
        if (_given == _head.Length)
        {
            return _rest.Read(buffer);
        }

        var count = Math.Min(buffer.Length, _head.Length - _given);
        _head.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }
}
