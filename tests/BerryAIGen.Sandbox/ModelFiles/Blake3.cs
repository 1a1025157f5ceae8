using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace BerryAIGen.Sandbox.ModelFiles;

/// <summary>BLAKE3 with 32 bytes of output and no key, one block at a time (https://github.com/BLAKE3-team/BLAKE3-specs).</summary>
internal sealed class Blake3
{
    private const int ChunkLength = 1024;
    private const uint ChunkStart = 1;
    private const uint ChunkEnd = 2;
    private const uint Parent = 4;
    private const uint Root = 8;

    private static readonly uint[] InitialVector =
    [
        0x6A09E667,
        0xBB67AE85,
        0x3C6EF372,
        0xA54FF53A,
        0x510E527F,
        0x9B05688C,
        0x1F83D9AB,
        0x5BE0CD19,
    ];

    private static readonly byte[] Permutation = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];

    private readonly Stack<uint[]> subtrees = new();
    private readonly byte[] chunk = new byte[ChunkLength];
    private int chunkFill;
    private ulong chunkCount;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            // The last chunk is treated differently, so a full one waits until a byte follows it.
            if (chunkFill == ChunkLength)
                CloseChunk();
            var count = Math.Min(ChunkLength - chunkFill, bytes.Length);
            bytes[..count].CopyTo(chunk.AsSpan(chunkFill));
            chunkFill += count;
            bytes = bytes[count..];
        }
    }

    public string Finish()
    {
        var value = HashChunk(isRoot: subtrees.Count == 0);
        while (subtrees.Count > 0)
            value = Join(subtrees.Pop(), value, isRoot: subtrees.Count == 0);
        var output = new byte[32];
        for (var i = 0; i < 8; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(output.AsSpan(i * 4), value[i]);
        return Convert.ToHexString(output);
    }

    private static uint[] Join(uint[] left, uint[] right, bool isRoot)
    {
        Span<uint> block = stackalloc uint[16];
        left.CopyTo(block);
        right.CopyTo(block[8..]);
        var value = (uint[])InitialVector.Clone();
        Compress(value, block, 0, 64, Parent | (isRoot ? Root : 0));
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compress(Span<uint> value, Span<uint> block, ulong counter, uint length, uint flags)
    {
        Span<uint> state = stackalloc uint[16];
        Span<uint> next = stackalloc uint[16];
        value.CopyTo(state);
        InitialVector.AsSpan(0, 4).CopyTo(state[8..]);
        state[12] = (uint)counter;
        state[13] = (uint)(counter >> 32);
        state[14] = length;
        state[15] = flags;
        for (var round = 0; ; round++)
        {
            Mix(state, block);
            if (round == 6)
                break;
            for (var i = 0; i < 16; i++)
                next[i] = block[Permutation[i]];
            next.CopyTo(block);
        }

        for (var i = 0; i < 8; i++)
            value[i] = state[i] ^ state[i + 8];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix(Span<uint> s, ReadOnlySpan<uint> m)
    {
        for (var i = 0; i < 4; i++)
            Quarter(ref s[i], ref s[4 + i], ref s[8 + i], ref s[12 + i], m[2 * i], m[2 * i + 1]);
        for (var i = 0; i < 4; i++)
        {
            ref var b = ref s[4 + ((i + 1) & 3)];
            Quarter(ref s[i], ref b, ref s[8 + ((i + 2) & 3)], ref s[12 + ((i + 3) & 3)], m[8 + 2 * i], m[9 + 2 * i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter(ref uint a, ref uint b, ref uint c, ref uint d, uint x, uint y)
    {
        a = unchecked(a + b + x);
        d = BitOperations.RotateRight(d ^ a, 16);
        c = unchecked(c + d);
        b = BitOperations.RotateRight(b ^ c, 12);
        a = unchecked(a + b + y);
        d = BitOperations.RotateRight(d ^ a, 8);
        c = unchecked(c + d);
        b = BitOperations.RotateRight(b ^ c, 7);
    }

    private void CloseChunk()
    {
        var value = HashChunk(isRoot: false);
        chunkCount++;
        chunkFill = 0;
        // One finished subtree per set bit of the number of chunks.
        for (var remaining = chunkCount; (remaining & 1) == 0; remaining >>= 1)
            value = Join(subtrees.Pop(), value, isRoot: false);
        subtrees.Push(value);
    }

    private uint[] HashChunk(bool isRoot)
    {
        var value = (uint[])InitialVector.Clone();
        Span<uint> block = stackalloc uint[16];
        chunk.AsSpan(chunkFill).Clear();
        var blocks = Math.Max(1, (chunkFill + 63) / 64);
        for (var i = 0; i < blocks; i++)
        {
            var isLast = i == blocks - 1;
            var length = isLast ? chunkFill - i * 64 : 64;
            for (var word = 0; word < 16; word++)
                block[word] = BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(i * 64 + word * 4));
            var flags = (i == 0 ? ChunkStart : 0) | (isLast ? ChunkEnd : 0) | (isLast && isRoot ? Root : 0);
            Compress(value, block, chunkCount, (uint)length, flags);
        }

        return value;
    }
}
