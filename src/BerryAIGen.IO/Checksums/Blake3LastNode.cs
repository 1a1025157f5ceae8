using System.Buffers.Binary;

namespace BerryAIGen.IO.Checksums;

/// <summary>The right edge of the tree: the last chunk, which may be short, and the nodes above it, one of which is the root.</summary>
internal static class Blake3LastNode
{
    /// <summary>Hashes a chunk of 0 to 1024 bytes.</summary>
    internal static void HashChunk(ReadOnlySpan<byte> chunk, ulong position, bool isRoot, Span<byte> node)
    {
        Span<uint> chaining = stackalloc uint[8];
        Blake3Tables.InitialValue.CopyTo(chaining);
        var flags = Blake3Inputs.ChunkStart;
        while (chunk.Length > Blake3.BlockBytes)
        {
            Compress(chaining, chunk[..Blake3.BlockBytes], position, flags);
            chunk = chunk[Blake3.BlockBytes..];
            flags = 0;
        }

        Compress(chaining, chunk, position, flags | Blake3Inputs.ChunkEnd | (isRoot ? Blake3Inputs.Root : 0));
        Write(chaining, node);
    }

    /// <summary>Joins two nodes; <paramref name="node"/> may be one of them.</summary>
    internal static void Join(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, bool isRoot, Span<byte> node)
    {
        Span<byte> block = stackalloc byte[Blake3.BlockBytes];
        left.CopyTo(block);
        right.CopyTo(block[Blake3.HashBytes..]);
        Span<uint> chaining = stackalloc uint[8];
        Blake3Tables.InitialValue.CopyTo(chaining);
        Compress(chaining, block, 0, Blake3Inputs.Parent | (isRoot ? Blake3Inputs.Root : 0));
        Write(chaining, node);
    }

    private static void Compress(Span<uint> chaining, ReadOnlySpan<byte> block, ulong position, uint flags)
    {
        Span<byte> padded = stackalloc byte[Blake3.BlockBytes];
        padded.Clear();
        block.CopyTo(padded);
        Span<uint> message = stackalloc uint[16];
        ScalarLanes.LoadBlocks(in padded[0], 0, message);
        Blake3Compression<uint, ScalarLanes>.Compress(
            chaining,
            message,
            (uint)position,
            (uint)(position >> 32),
            (uint)block.Length,
            flags
        );
    }

    private static void Write(ReadOnlySpan<uint> chaining, Span<byte> node)
    {
        for (var word = 0; word < chaining.Length; word++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(node[(word * 4)..], chaining[word]);
        }
    }
}
