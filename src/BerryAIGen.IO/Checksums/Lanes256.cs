using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BerryAIGen.IO.Checksums;

/// <summary>Eight lanes: AVX2, with the rotations of AVX-512 where the processor has them.</summary>
internal readonly struct Lanes256 : ILanes<Vector256<uint>>
{
    internal static bool IsSupported => Avx2.IsSupported;

    public static int Count => 8;

    public static Vector256<uint> Broadcast(uint value) => Vector256.Create(value);

    public static Vector256<uint> Load(ReadOnlySpan<uint> words) => Vector256.Create(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Add(Vector256<uint> left, Vector256<uint> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Xor(Vector256<uint> left, Vector256<uint> right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> RotateRight(Vector256<uint> value, [ConstantExpected] byte bits) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(value, bits)
        : bits == 16 ? Avx2.Shuffle(value.AsByte(), Rotation16).AsUInt32()
        : bits == 8 ? Avx2.Shuffle(value.AsByte(), Rotation8).AsUInt32()
        : (value >>> bits) | (value << (32 - bits));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LoadBlocks(ref readonly byte input, nint stride, Span<Vector256<uint>> message)
    {
        ref var start = ref Unsafe.AsRef(in input);
        LoadHalf(ref start, stride, message[..8]);
        LoadHalf(ref Unsafe.Add(ref start, Vector256<byte>.Count), stride, message[8..]);
    }

    private static Vector256<byte> Rotation16 =>
        Vector256.Create(Vector128.Create((byte)2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));

    private static Vector256<byte> Rotation8 =>
        Vector256.Create(Vector128.Create((byte)1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12));

    /// <summary>Turns eight rows of eight words: pairs of words, then pairs of pairs, then halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadHalf(ref byte start, nint stride, Span<Vector256<uint>> words)
    {
        for (var group = 0; group < 2; group++)
        {
            ref var row = ref Unsafe.Add(ref start, group * 4 * stride);
            var a = Vector256.LoadUnsafe(ref row).AsUInt32();
            var b = Vector256.LoadUnsafe(ref Unsafe.Add(ref row, stride)).AsUInt32();
            var c = Vector256.LoadUnsafe(ref Unsafe.Add(ref row, 2 * stride)).AsUInt32();
            var d = Vector256.LoadUnsafe(ref Unsafe.Add(ref row, 3 * stride)).AsUInt32();
            var (abLow, abHigh) = (Avx2.UnpackLow(a, b).AsUInt64(), Avx2.UnpackHigh(a, b).AsUInt64());
            var (cdLow, cdHigh) = (Avx2.UnpackLow(c, d).AsUInt64(), Avx2.UnpackHigh(c, d).AsUInt64());
            words[group * 4] = Avx2.UnpackLow(abLow, cdLow).AsUInt32();
            words[group * 4 + 1] = Avx2.UnpackHigh(abLow, cdLow).AsUInt32();
            words[group * 4 + 2] = Avx2.UnpackLow(abHigh, cdHigh).AsUInt32();
            words[group * 4 + 3] = Avx2.UnpackHigh(abHigh, cdHigh).AsUInt32();
        }

        for (var word = 0; word < 4; word++)
        {
            var (upper, lower) = (words[word], words[word + 4]);
            words[word] = Avx2.Permute2x128(upper, lower, 0x20);
            words[word + 4] = Avx2.Permute2x128(upper, lower, 0x31);
        }
    }
}
