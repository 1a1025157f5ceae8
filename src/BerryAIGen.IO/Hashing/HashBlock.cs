using System.Buffers;

namespace BerryAIGen.IO.Hashing;

/// <summary>A piece of the file that several lanes read at the same time; the last one to be done frees it for the next piece.</summary>
internal sealed class HashBlock(int size) : IDisposable
{
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(size);
    private int _length;
    private int _readers;

    internal Memory<byte> Buffer => _buffer.AsMemory(0, size);

    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    internal void Fill(int length, int readers)
    {
        _length = length;
        _readers = readers;
    }

    /// <summary>Says that one lane is done; true for the last.</summary>
    internal bool Release() => Interlocked.Decrement(ref _readers) == 0;

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
