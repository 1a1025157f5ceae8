using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BerryAIGen.IO.Checksums;

/// <summary>The compression function of BLAKE3 (specification 2.2), the same steps in every lane.</summary>
internal static class Blake3Compression<TVector, TLanes>
    where TVector : unmanaged
    where TLanes : struct, ILanes<TVector>
{
    private const int Rounds = 7;

    /// <summary>Compresses one block of every lane into the eight words of <paramref name="chaining"/>.</summary>
    // Tiered compilation would hash the first tenths of a second in unoptimised code, fifty times slower.
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
        var v7 = chaining[7];
        var v6 = chaining[6];
        var v5 = chaining[5];
        var v4 = chaining[4];
        var v3 = chaining[3];
        var v2 = chaining[2];
        var v1 = chaining[1];
        var v0 = chaining[0];
        var v8 = TLanes.Broadcast(Blake3Tables.InitialValue[0]);
        var v9 = TLanes.Broadcast(Blake3Tables.InitialValue[1]);
        var v10 = TLanes.Broadcast(Blake3Tables.InitialValue[2]);
        var v11 = TLanes.Broadcast(Blake3Tables.InitialValue[3]);
        var v12 = counterLow;
        var v13 = counterHigh;
        var v14 = TLanes.Broadcast(blockLength);
        var v15 = TLanes.Broadcast(flags);

        for (var round = 0; round < Rounds; round++)
        {
            Mix(ref v0, ref v4, ref v8, ref v12, ref words, ref Unsafe.Add(ref order, 0));
            Mix(ref v1, ref v5, ref v9, ref v13, ref words, ref Unsafe.Add(ref order, 2));
            Mix(ref v2, ref v6, ref v10, ref v14, ref words, ref Unsafe.Add(ref order, 4));
            Mix(ref v3, ref v7, ref v11, ref v15, ref words, ref Unsafe.Add(ref order, 6));
            Mix(ref v0, ref v5, ref v10, ref v15, ref words, ref Unsafe.Add(ref order, 8));
            Mix(ref v1, ref v6, ref v11, ref v12, ref words, ref Unsafe.Add(ref order, 10));
            Mix(ref v2, ref v7, ref v8, ref v13, ref words, ref Unsafe.Add(ref order, 12));
            Mix(ref v3, ref v4, ref v9, ref v14, ref words, ref Unsafe.Add(ref order, 14));
            order = ref Unsafe.Add(ref order, 16);
        }

        chaining[7] = TLanes.Xor(v7, v15);
        chaining[6] = TLanes.Xor(v6, v14);
        chaining[5] = TLanes.Xor(v5, v13);
        chaining[4] = TLanes.Xor(v4, v12);
        chaining[3] = TLanes.Xor(v3, v11);
        chaining[2] = TLanes.Xor(v2, v10);
        chaining[1] = TLanes.Xor(v1, v9);
        chaining[0] = TLanes.Xor(v0, v8);
    }

    /// <summary>The step G with the two message words that <paramref name="order"/> names.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        ref TVector a,
        ref TVector b,
        ref TVector c,
        ref TVector d,
        ref TVector words,
        ref byte order
    )
    {
        a = TLanes.Add(TLanes.Add(a, b), Unsafe.Add(ref words, (nint)order));
        d = TLanes.RotateRight(TLanes.Xor(d, a), 16);
        c = TLanes.Add(c, d);
        b = TLanes.RotateRight(TLanes.Xor(b, c), 12);
        a = TLanes.Add(TLanes.Add(a, b), Unsafe.Add(ref words, (nint)Unsafe.Add(ref order, 1)));
        d = TLanes.RotateRight(TLanes.Xor(d, a), 8);
        c = TLanes.Add(c, d);
        b = TLanes.RotateRight(TLanes.Xor(b, c), 7);
    }
}
