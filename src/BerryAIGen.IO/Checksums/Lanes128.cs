using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace BerryAIGen.IO.Checksums;

/// <summary>Four lanes: SSE on x86, AdvSimd on Arm.</summary>
internal readonly struct Lanes128 : ILanes<Vector128<uint>>
{
    internal static bool IsSupported => BitConverter.IsLittleEndian && (Ssse3.IsSupported || AdvSimd.Arm64.IsSupported);

    public static int Count => 4;

    public static Vector128<uint> Broadcast(uint value) => Vector128.Create(value);

    public static Vector128<uint> Load(ReadOnlySpan<uint> words) => Vector128.Create(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Add(Vector128<uint> left, Vector128<uint> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Xor(Vector128<uint> left, Vector128<uint> right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> RotateRight(Vector128<uint> value, [ConstantExpected] byte bits) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(value, bits)
        : bits == 16 ? Vector128.Shuffle(value.AsUInt16(), Vector128.Create((ushort)1, 0, 3, 2, 5, 4, 7, 6)).AsUInt32()
        : bits == 8
            ? Vector128
                .Shuffle(value.AsByte(), Vector128.Create((byte)1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12))
                .AsUInt32()
        : (value >>> bits) | (value << (32 - bits));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LoadBlocks(ref readonly byte input, nint stride, Span<Vector128<uint>> message)
    {
        ref var start = ref Unsafe.AsRef(in input);
        for (var column = 0; column < Blake3.BlockBytes / 16; column++)
        {
            var a = Row(ref start, 0);
            var b = Row(ref start, stride);
            var c = Row(ref start, 2 * stride);
            var d = Row(ref start, 3 * stride);
            var (abLow, abHigh) = (InterleaveLow(a, b).AsUInt64(), InterleaveHigh(a, b).AsUInt64());
            var (cdLow, cdHigh) = (InterleaveLow(c, d).AsUInt64(), InterleaveHigh(c, d).AsUInt64());
            var words = message.Slice(column * 4, 4);
            words[0] = Vector128.Create(abLow.GetLower(), cdLow.GetLower()).AsUInt32();
            words[1] = Vector128.Create(abLow.GetUpper(), cdLow.GetUpper()).AsUInt32();
            words[2] = Vector128.Create(abHigh.GetLower(), cdHigh.GetLower()).AsUInt32();
            words[3] = Vector128.Create(abHigh.GetUpper(), cdHigh.GetUpper()).AsUInt32();
            start = ref Unsafe.Add(ref start, 16);
        }
    }

    private static Vector128<uint> Row(ref byte start, nint offset) =>
        Vector128.LoadUnsafe(ref Unsafe.Add(ref start, offset)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> InterleaveLow(Vector128<uint> left, Vector128<uint> right) =>
        Sse2.IsSupported ? Sse2.UnpackLow(left, right) : AdvSimd.Arm64.ZipLow(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> InterleaveHigh(Vector128<uint> left, Vector128<uint> right) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(left, right) : AdvSimd.Arm64.ZipHigh(left, right);
}
