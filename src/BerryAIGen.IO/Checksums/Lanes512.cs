using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BerryAIGen.IO.Checksums;

/// <summary>Sixteen lanes: AVX-512.</summary>
internal readonly struct Lanes512 : ILanes<Vector512<uint>>
{
    internal static bool IsSupported => Avx512F.IsSupported;

    public static int Count => 16;

    public static Vector512<uint> Broadcast(uint value) => Vector512.Create(value);

    public static Vector512<uint> Load(ReadOnlySpan<uint> words) => Vector512.Create(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Add(Vector512<uint> left, Vector512<uint> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Xor(Vector512<uint> left, Vector512<uint> right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> RotateRight(Vector512<uint> value, [ConstantExpected] byte bits) =>
        Avx512F.RotateRight(value, bits);

    /// <summary>Turns sixteen rows of sixteen words: pairs of words, pairs of pairs, then quarters twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LoadBlocks(ref readonly byte input, nint stride, Span<Vector512<uint>> message)
    {
        ref var start = ref Unsafe.AsRef(in input);
        for (var group = 0; group < 16; group += 4)
        {
            ref var row = ref Unsafe.Add(ref start, group * stride);
            var a = Vector512.LoadUnsafe(ref row).AsUInt32();
            var b = Vector512.LoadUnsafe(ref Unsafe.Add(ref row, stride)).AsUInt32();
            var c = Vector512.LoadUnsafe(ref Unsafe.Add(ref row, 2 * stride)).AsUInt32();
            var d = Vector512.LoadUnsafe(ref Unsafe.Add(ref row, 3 * stride)).AsUInt32();
            var (abLow, abHigh) = (Avx512F.UnpackLow(a, b).AsUInt64(), Avx512F.UnpackHigh(a, b).AsUInt64());
            var (cdLow, cdHigh) = (Avx512F.UnpackLow(c, d).AsUInt64(), Avx512F.UnpackHigh(c, d).AsUInt64());
            message[group] = Avx512F.UnpackLow(abLow, cdLow).AsUInt32();
            message[group + 1] = Avx512F.UnpackHigh(abLow, cdLow).AsUInt32();
            message[group + 2] = Avx512F.UnpackLow(abHigh, cdHigh).AsUInt32();
            message[group + 3] = Avx512F.UnpackHigh(abHigh, cdHigh).AsUInt32();
        }

        for (var word = 0; word < 4; word++)
        {
            TurnQuarters(ref message[word], ref message[word + 4], ref message[word + 8], ref message[word + 12]);
        }
    }

    /// <summary>Quarter <c>j</c> of vector <c>i</c> becomes quarter <c>i</c> of vector <c>j</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnQuarters(
        ref Vector512<uint> a,
        ref Vector512<uint> b,
        ref Vector512<uint> c,
        ref Vector512<uint> d
    )
    {
        var abEven = Avx512F.Shuffle4x128(a, b, 0b10_00_10_00);
        var abOdd = Avx512F.Shuffle4x128(a, b, 0b11_01_11_01);
        var cdEven = Avx512F.Shuffle4x128(c, d, 0b10_00_10_00);
        var cdOdd = Avx512F.Shuffle4x128(c, d, 0b11_01_11_01);
        a = Avx512F.Shuffle4x128(abEven, cdEven, 0b10_00_10_00);
        b = Avx512F.Shuffle4x128(abOdd, cdOdd, 0b10_00_10_00);
        c = Avx512F.Shuffle4x128(abEven, cdEven, 0b11_01_11_01);
        d = Avx512F.Shuffle4x128(abOdd, cdOdd, 0b11_01_11_01);
    }
}
