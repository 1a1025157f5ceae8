using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace BerryAIGen.IO.Checksums;

/// <summary>The compression function of BLAKE3 (specification 2.2) on as many inputs at once as a vector has lanes.</summary>
internal static class Blake3Kernel<TVector, TLanes>
    where TVector : unmanaged
    where TLanes : struct, ILanes<TVector>
{
    /// <summary>
    /// Hashes the first <c>TLanes.Count</c> of <paramref name="inputs"/>, which lie one after another, and writes
    /// their 32-byte nodes in the same order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void HashInputs(ReadOnlySpan<byte> inputs, in Blake3Inputs kind, Span<byte> nodes)
    {
        Span<TVector> chaining = stackalloc TVector[8];
        Span<TVector> message = stackalloc TVector[16];
        for (var word = 0; word < 8; word++)
        {
            chaining[word] = TLanes.Broadcast(Blake3Tables.InitialValue[word]);
        }

        var (counterLow, counterHigh) = Counters(kind);
        ref var start = ref MemoryMarshal.GetReference(inputs);
        for (var block = 0; block < kind.Blocks; block++)
        {
            var flags = kind.Flags;
            flags |= block == 0 ? kind.FirstBlockFlags : 0;
            flags |= block == kind.Blocks - 1 ? kind.LastBlockFlags : 0;
            Prefetch(ref start, kind.Bytes);
            TLanes.LoadBlocks(in start, kind.Bytes, message);
            start = ref Unsafe.Add(ref start, Blake3.BlockBytes);
            Compress(chaining, message, counterLow, counterHigh, Blake3.BlockBytes, flags);
        }

        WriteNodes(chaining, nodes);
    }

    /// <summary>Compresses one block of every lane into <paramref name="chaining"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Compress(
        Span<TVector> chaining,
        ReadOnlySpan<TVector> message,
        TVector counterLow,
        TVector counterHigh,
        uint blockLength,
        uint flags
    )
    {
        ref var words = ref MemoryMarshal.GetReference(message);
        ref var order = ref MemoryMarshal.GetReference(Blake3Tables.WordOrder);
        TVector v0 = chaining[0],
            v1 = chaining[1],
            v2 = chaining[2],
            v3 = chaining[3];
        TVector v4 = chaining[4],
            v5 = chaining[5],
            v6 = chaining[6],
            v7 = chaining[7];
        var v8 = TLanes.Broadcast(Blake3Tables.InitialValue[0]);
        var v9 = TLanes.Broadcast(Blake3Tables.InitialValue[1]);
        var v10 = TLanes.Broadcast(Blake3Tables.InitialValue[2]);
        var v11 = TLanes.Broadcast(Blake3Tables.InitialValue[3]);
        TVector v12 = counterLow,
            v13 = counterHigh;
        var v14 = TLanes.Broadcast(blockLength);
        var v15 = TLanes.Broadcast(flags);

        for (var round = 0; round < 7; round++)
        {
            Mix(ref v0, ref v4, ref v8, ref v12, Word(ref words, order), Word(ref words, Unsafe.Add(ref order, 1)));
            Mix(
                ref v1,
                ref v5,
                ref v9,
                ref v13,
                Word(ref words, Unsafe.Add(ref order, 2)),
                Word(ref words, Unsafe.Add(ref order, 3))
            );
            Mix(
                ref v2,
                ref v6,
                ref v10,
                ref v14,
                Word(ref words, Unsafe.Add(ref order, 4)),
                Word(ref words, Unsafe.Add(ref order, 5))
            );
            Mix(
                ref v3,
                ref v7,
                ref v11,
                ref v15,
                Word(ref words, Unsafe.Add(ref order, 6)),
                Word(ref words, Unsafe.Add(ref order, 7))
            );
            Mix(
                ref v0,
                ref v5,
                ref v10,
                ref v15,
                Word(ref words, Unsafe.Add(ref order, 8)),
                Word(ref words, Unsafe.Add(ref order, 9))
            );
            Mix(
                ref v1,
                ref v6,
                ref v11,
                ref v12,
                Word(ref words, Unsafe.Add(ref order, 10)),
                Word(ref words, Unsafe.Add(ref order, 11))
            );
            Mix(
                ref v2,
                ref v7,
                ref v8,
                ref v13,
                Word(ref words, Unsafe.Add(ref order, 12)),
                Word(ref words, Unsafe.Add(ref order, 13))
            );
            Mix(
                ref v3,
                ref v4,
                ref v9,
                ref v14,
                Word(ref words, Unsafe.Add(ref order, 14)),
                Word(ref words, Unsafe.Add(ref order, 15))
            );
            order = ref Unsafe.Add(ref order, 16);
        }

        chaining[0] = TLanes.Xor(v0, v8);
        chaining[1] = TLanes.Xor(v1, v9);
        chaining[2] = TLanes.Xor(v2, v10);
        chaining[3] = TLanes.Xor(v3, v11);
        chaining[4] = TLanes.Xor(v4, v12);
        chaining[5] = TLanes.Xor(v5, v13);
        chaining[6] = TLanes.Xor(v6, v14);
        chaining[7] = TLanes.Xor(v7, v15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Word(ref TVector words, byte index) => Unsafe.Add(ref words, (nint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref TVector a, ref TVector b, ref TVector c, ref TVector d, TVector x, TVector y)
    {
        a = TLanes.Add(TLanes.Add(a, b), x);
        d = TLanes.RotateRight(TLanes.Xor(d, a), 16);
        c = TLanes.Add(c, d);
        b = TLanes.RotateRight(TLanes.Xor(b, c), 12);
        a = TLanes.Add(TLanes.Add(a, b), y);
        d = TLanes.RotateRight(TLanes.Xor(d, a), 8);
        c = TLanes.Add(c, d);
        b = TLanes.RotateRight(TLanes.Xor(b, c), 7);
    }

    // Sixteen inputs at once are more than a processor sees coming by itself; 256 bytes ahead is BLAKE3's own choice.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(ref byte start, nint stride)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        var ahead = (byte*)Unsafe.AsPointer(ref start) + 256;
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            Sse.Prefetch0(ahead + lane * stride);
        }
    }

    private static (TVector Low, TVector High) Counters(in Blake3Inputs kind)
    {
        Span<uint> low = stackalloc uint[TLanes.Count];
        Span<uint> high = stackalloc uint[TLanes.Count];
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            var counter = kind.Counter + (ulong)lane * kind.CounterStep;
            low[lane] = (uint)counter;
            high[lane] = (uint)(counter >> 32);
        }

        return (TLanes.Load(low), TLanes.Load(high));
    }

    private static void WriteNodes(ReadOnlySpan<TVector> chaining, Span<byte> nodes)
    {
        var words = MemoryMarshal.Cast<TVector, uint>(chaining);
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            for (var word = 0; word < 8; word++)
            {
                var value = words[word * TLanes.Count + lane];
                BinaryPrimitives.WriteUInt32LittleEndian(nodes[((lane * 8 + word) * 4)..], value);
            }
        }
    }
}
