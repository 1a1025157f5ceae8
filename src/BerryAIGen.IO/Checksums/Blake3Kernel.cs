using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace BerryAIGen.IO.Checksums;

/// <summary>Hashes as many equal inputs at once as a vector has lanes: chunks of the file, or pairs of nodes.</summary>
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
            Blake3Compression<TVector, TLanes>.Compress(
                chaining,
                message,
                counterLow,
                counterHigh,
                Blake3.BlockBytes,
                flags
            );
        }

        WriteNodes(chaining, nodes);
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
