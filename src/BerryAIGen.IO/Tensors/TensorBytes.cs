namespace BerryAIGen.IO.Tensors;

/// <summary>Where the values of a tensor lie: a first byte, and how far the values of each dimension lie apart.</summary>
public sealed class TensorBytes
{
    private const int ChunkBytes = 1 << 20;
    private readonly Stream _store;
    private readonly long _start;
    private readonly int _itemBytes;
    private readonly long[] _shape;
    private readonly long[] _strides;

    /// <param name="store">Seekable; shared by all tensors in it.</param>
    /// <param name="start">The tensor's first byte.</param>
    /// <param name="itemBytes">What one value takes.</param>
    /// <param name="shape">Sizes of its dimensions.</param>
    /// <param name="strides">In values, one per dimension; null when they lie one after the other.</param>
    internal TensorBytes(Stream store, long start, int itemBytes, long[] shape, long[]? strides = null)
    {
        (_store, _start, _itemBytes, _shape) = (store, start, itemBytes, shape);
        var own = Contiguous(shape);
        _strides = strides ?? own;
        Count = shape.Aggregate(1L, (count, size) => checked(count * size));
        LengthBytes = checked(Count * itemBytes);
        IsContiguous = Count == 0 || !shape.Where((size, index) => size > 1 && _strides[index] != own[index]).Any();
    }

    /// <summary>How many values there are.</summary>
    public long Count { get; }

    /// <summary>What all values take.</summary>
    public long LengthBytes { get; }

    /// <summary>Whether the values lie one after the other.</summary>
    public bool IsContiguous { get; }

    /// <summary>Values with the most significant byte first.</summary>
    internal bool IsBigEndian { get; init; }

    /// <summary>How many numbers one value has: a complex one has two, each with an order of its own.</summary>
    internal int NumbersPerValue { get; init; } = 1;

    /// <summary>Whether both are the same values in the same order.</summary>
    public bool IsSameAs(TensorBytes other) =>
        ReferenceEquals(_store, other._store)
        && _start == other._start
        && _itemBytes == other._itemBytes
        && IsBigEndian == other.IsBigEndian
        && _shape.AsSpan().SequenceEqual(other._shape)
        && (IsContiguous && other.IsContiguous || _strides.AsSpan().SequenceEqual(other._strides));

    /// <summary>Hands over all values in row-major order, least significant byte first, whole values at a time.</summary>
    /// <exception cref="IOException">The disk failed, or the file is shorter than it was.</exception>
    public void CopyTo(Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(ChunkBytes, Math.Max(LengthBytes, _itemBytes))];
        if (IsContiguous)
        {
            CopyRange(buffer, take, cancellationToken);
        }
        else
        {
            Gather(buffer, take, cancellationToken);
        }
    }

    internal static long[] Contiguous(long[] shape)
    {
        var strides = new long[shape.Length];
        var step = 1L;
        for (var index = shape.Length - 1; index >= 0; index--)
        {
            strides[index] = step;
            step = checked(step * Math.Max(1, shape[index]));
        }

        return strides;
    }

    private void CopyRange(byte[] buffer, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        for (var done = 0L; done < LengthBytes; )
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, LengthBytes - done));
            _store.Position = _start + done;
            _store.ReadExactly(part);
            Hand(part, take);
            done += part.Length;
        }
    }

    private void Gather(byte[] buffer, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken)
    {
        var pages = new TensorPages(_store, _start);
        var index = new long[_shape.Length];
        var filled = 0;
        for (var item = 0L; item < Count; item++)
        {
            var place = 0L;
            for (var side = 0; side < index.Length; side++)
            {
                place += index[side] * _strides[side];
            }

            pages.Read(place * _itemBytes, buffer.AsSpan(filled, _itemBytes));
            filled += _itemBytes;
            if (filled + _itemBytes > buffer.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Hand(buffer.AsSpan(0, filled), take);
                filled = 0;
            }

            Advance(index);
        }

        Hand(buffer.AsSpan(0, filled), take);
    }

    private void Advance(long[] index)
    {
        for (var side = index.Length - 1; side >= 0 && ++index[side] == _shape[side]; side--)
        {
            index[side] = 0;
        }
    }

    private void Hand(Span<byte> part, Action<ReadOnlySpan<byte>> take)
    {
        var numberBytes = _itemBytes / NumbersPerValue;
        if (IsBigEndian && numberBytes > 1)
        {
            for (var at = 0; at < part.Length; at += numberBytes)
            {
                part.Slice(at, numberBytes).Reverse();
            }
        }

        if (!part.IsEmpty)
        {
            take(part);
        }
    }
}
