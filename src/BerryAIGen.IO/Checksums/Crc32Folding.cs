using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ArmAes = System.Runtime.Intrinsics.Arm.Aes;

namespace BerryAIGen.IO.Checksums;

/// <summary>
/// Folds long input into 16 bytes of the same CRC by carry-less multiplication, 64 bytes a step. Method: Intel, "Fast CRC
/// Computation for Generic Polynomials Using PCLMULQDQ Instruction", 2009, in its bit-reflected form.
/// </summary>
internal static class Crc32Folding
{
    /// <summary>Less than this is not worth folding.</summary>
    internal const int StepBytes = 64;

    internal const int RestBytes = 16;

    private static readonly Vector128<ulong> Over512Bits = Multipliers(512);
    private static readonly Vector128<ulong> Over128Bits = Multipliers(128);

    internal static bool IsSupported => BitConverter.IsLittleEndian && (Pclmulqdq.IsSupported || ArmAes.IsSupported);

    /// <summary>
    /// Writes 16 bytes into <paramref name="rest"/> that, from a register of 0 on, lead to the same register as all of
    /// <paramref name="bytes"/> from <paramref name="register"/> on.
    /// </summary>
    /// <param name="register">The register before these bytes.</param>
    /// <param name="bytes">A whole number of steps, at least one.</param>
    /// <param name="rest">Receives <see cref="RestBytes"/> bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fold(uint register, ReadOnlySpan<byte> bytes, Span<byte> rest)
    {
        var a = Read(bytes, 0) ^ Vector128.CreateScalar(register).AsUInt64();
        var b = Read(bytes, 16);
        var c = Read(bytes, 32);
        var d = Read(bytes, 48);
        var multipliers = Over512Bits;
        for (bytes = bytes[StepBytes..]; bytes.Length >= StepBytes; bytes = bytes[StepBytes..])
        {
            a = Shift(a, multipliers) ^ Read(bytes, 0);
            b = Shift(b, multipliers) ^ Read(bytes, 16);
            c = Shift(c, multipliers) ^ Read(bytes, 32);
            d = Shift(d, multipliers) ^ Read(bytes, 48);
        }

        multipliers = Over128Bits;
        b ^= Shift(a, multipliers);
        c ^= Shift(b, multipliers);
        d ^= Shift(c, multipliers);
        d.AsByte().CopyTo(rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Read(ReadOnlySpan<byte> bytes, int offset) =>
        Vector128.Create(bytes.Slice(offset, 16)).AsUInt64();

    /// <summary>Moves 16 bytes past those that follow them: the same remainder, further on in the input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Shift(Vector128<ulong> value, Vector128<ulong> multipliers) =>
        Pclmulqdq.IsSupported
            ? Pclmulqdq.CarrylessMultiply(value, multipliers, 0x00)
                ^ Pclmulqdq.CarrylessMultiply(value, multipliers, 0x11)
            : ArmAes.PolynomialMultiplyWideningLower(value.GetLower(), multipliers.GetLower())
                ^ ArmAes.PolynomialMultiplyWideningUpper(value, multipliers);

    private static Vector128<ulong> Multipliers(int bits) => Vector128.Create(Power(bits + 32), Power(bits - 32));

    /// <summary>x to the power of <paramref name="exponent"/> modulo the polynomial, reflected and one bit up as a product needs it.</summary>
    private static ulong Power(int exponent)
    {
        var power = 0x80000000u;
        for (var i = 0; i < exponent; i++)
        {
            power = Crc32.ShiftOneBit(power);
        }

        return (ulong)power << 1;
    }
}
