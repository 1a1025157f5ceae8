using System.Numerics;

namespace BerryAIGen.IO.Checksums;

/// <summary>BLAKE3 with its usual 32-byte output, fed piece by piece. Specification: github.com/BLAKE3-team/BLAKE3-specs.</summary>
public sealed class Blake3
{
    /// <summary>Length of the hash.</summary>
    public const int HashBytes = 32;

    internal const int BlockBytes = 64;
    internal const int ChunkBytes = 1024;

    // The widest vector takes 16 chunks; a larger subtree joins its nodes in full vectors as well.
    private const int BufferedChunks = 16;
    private const int LargestSubtree = 256;

    private readonly byte[] _buffer = new byte[BufferedChunks * ChunkBytes];
    private readonly byte[] _nodes = new byte[LargestSubtree * HashBytes];

    // One finished subtree per set bit of the chunk count; 54 levels cover 2^64 bytes.
    private readonly byte[] _stack = new byte[54 * HashBytes];
    private readonly VectorWidth _width;
    private int _buffered;
    private int _depth;
    private ulong _chunks;
    private bool _isFinished;

    /// <summary>A hash that uses the widest vectors of this processor.</summary>
    public Blake3()
        : this(Blake3Lanes.Widest) { }

    internal Blake3(VectorWidth width) => _width = width;

    /// <summary>Adds the next bytes.</summary>
    /// <exception cref="InvalidOperationException">The hash was already taken.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        ThrowIfFinished();
        while (_buffered + bytes.Length > _buffer.Length)
        {
            // Bytes always follow here, so no node made here is the root, which has a flag of its own.
            if (_buffered == 0)
            {
                var chunks = SubtreeChunks((bytes.Length - 1) / ChunkBytes);
                AddSubtree(bytes[..(chunks * ChunkBytes)], chunks);
                bytes = bytes[(chunks * ChunkBytes)..];
                continue;
            }

            var missing = _buffer.Length - _buffered;
            bytes[..missing].CopyTo(_buffer.AsSpan(_buffered));
            bytes = bytes[missing..];
            AddSubtree(_buffer, BufferedChunks);
            _buffered = 0;
        }

        bytes.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += bytes.Length;
    }

    /// <summary>Ends the input and writes the hash; possible once.</summary>
    /// <param name="hash">Receives <see cref="HashBytes"/> bytes.</param>
    /// <exception cref="InvalidOperationException">The hash was already taken.</exception>
    public void Finish(Span<byte> hash)
    {
        ThrowIfFinished();
        hash = hash[..HashBytes];
        _isFinished = true;
        var rest = _buffer.AsSpan(0, _buffered);
        while (rest.Length > ChunkBytes)
        {
            var chunks = SubtreeChunks((rest.Length - 1) / ChunkBytes);
            AddSubtree(rest[..(chunks * ChunkBytes)], chunks);
            rest = rest[(chunks * ChunkBytes)..];
        }

        Blake3LastNode.HashChunk(rest, _chunks, isRoot: _depth == 0, hash);
        while (_depth > 0)
        {
            _depth--;
            Blake3LastNode.Join(Node(_depth), hash, isRoot: _depth == 0, hash);
        }
    }

    /// <summary>The largest power of two that fits, and that the position in the tree allows to be one subtree.</summary>
    private int SubtreeChunks(int available)
    {
        var chunks = Math.Min(LargestSubtree, 1 << BitOperations.Log2((uint)available));
        while (((ulong)(chunks - 1) & _chunks) != 0)
        {
            chunks /= 2;
        }

        return chunks;
    }

    private void AddSubtree(ReadOnlySpan<byte> bytes, int chunks)
    {
        Blake3Lanes.Hash(bytes, Blake3Inputs.Chunks(_chunks), _nodes, _width);
        for (var count = chunks; count > 1; count /= 2)
        {
            // Every pair is read before its place is written, so the level above replaces the one below.
            var pairs = _nodes.AsSpan(0, count * HashBytes);
            Blake3Lanes.Hash(pairs, Blake3Inputs.Parents, _nodes, _width);
        }

        _nodes.AsSpan(0, HashBytes).CopyTo(Node(_depth));
        _depth++;
        _chunks += (ulong)chunks;
        JoinFinishedPairs(_chunks / (ulong)chunks);
    }

    private void JoinFinishedPairs(ulong subtrees)
    {
        for (; (subtrees & 1) == 0; subtrees /= 2)
        {
            _depth--;
            var left = Node(_depth - 1);
            Blake3LastNode.Join(left, Node(_depth), isRoot: false, left);
        }
    }

    private Span<byte> Node(int level) => _stack.AsSpan(level * HashBytes, HashBytes);

    private void ThrowIfFinished()
    {
        if (_isFinished)
        {
            throw new InvalidOperationException("This BLAKE3 hash was already taken; start a new Blake3.");
        }
    }
}
