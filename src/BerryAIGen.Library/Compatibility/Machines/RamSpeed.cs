using System.Numerics;
using System.Runtime.InteropServices;

namespace BerryAIGen.Library.Compatibility.Machines;

/// <summary>Measures how fast the processor reads the machine's memory, with all its cores.</summary>
internal static class RamSpeed
{
    // The caches of large servers' processors have some hundred MiB; what is read must be more than fits into them.
    private const int Most = 512 << 20;

    // More than those of usual processors, where a machine is short of memory.
    private const int Least = 128 << 20;

    // Of what is free, so that nothing is pushed out.
    private const int Share = 8;
    private const int Rounds = 3;

    /// <summary>Bytes a second, of the best of some rounds.</summary>
    public static double Measure(TimeProvider time) => Measure(time, SizeFor(FreeBytes));

    /// <summary>How much is read where so much is free.</summary>
    private static int SizeFor(long free) => (int)Math.Clamp(free / Share, Least, Most);

    /// <summary>Equal parts of whole vectors, as many as there are cores; what is left over is not read.</summary>
    private static int PartOf(int bytes, int parts) => bytes / parts / Vector<byte>.Count * Vector<byte>.Count;

    private static long FreeBytes
    {
        get
        {
            var memory = GC.GetGCMemoryInfo();
            return memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes;
        }
    }

    private static unsafe double Measure(TimeProvider time, int bytes)
    {
        var (parts, part) = (Environment.ProcessorCount, PartOf(bytes, Environment.ProcessorCount));
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, (nuint)Vector<byte>.Count);
        try
        {
            // Memory that nobody wrote to is one page of zeros, read again and again from the cache.
            new Span<byte>(memory, bytes).Fill(1);
            var best = 0.0;
            for (var round = 0; round < Rounds; round++)
            {
                var start = time.GetTimestamp();
                Read((nint)memory, parts, part);
                best = Math.Max(best, (double)part * parts / Math.Max(1e-6, time.GetElapsedTime(start).TotalSeconds));
            }

            return best;
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    private static void Read(nint memory, int parts, int length) =>
        Parallel.For(0, parts, part => Sum(memory, part * length, length));

    private static unsafe void Sum(nint memory, int from, int length)
    {
        var sum = Vector<long>.Zero;
        foreach (
            var one in MemoryMarshal.Cast<byte, Vector<long>>(new ReadOnlySpan<byte>((byte*)memory + from, length))
        )
            sum += one;
        // So that the reading is not left out as good for nothing.
        GC.KeepAlive(sum);
    }
}
