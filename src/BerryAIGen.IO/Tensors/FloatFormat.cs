using System.Buffers.Binary;
using System.Collections.Frozen;

namespace BerryAIGen.IO.Tensors;

/// <summary>
/// Changes the precision of floating-point values, to the nearest value and to the even one between two. Values from 64
/// bits are rounded once, not twice.
/// </summary>
public static class FloatFormat
{
    private const float LargestFloat8 = 448;
    private const byte NotANumberFloat8 = 0x7F;

    private static readonly FrozenDictionary<string, int> Sizes = new Dictionary<string, int>
    {
        ["F64"] = 8,
        ["F32"] = 4,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["F8_E4M3"] = 1,
        ["F8_E5M2"] = 1,
    }.ToFrozenDictionary();

    /// <summary>Whether values of the type are read here; integers and truth values are no floating-point types.</summary>
    public static bool IsFloat(string dtype) => Sizes.ContainsKey(dtype);

    /// <summary>What one value takes.</summary>
    public static int SizeOf(string dtype) => Sizes[dtype];

    /// <summary>Changes whole values from one type into another.</summary>
    /// <returns>The bytes written.</returns>
    public static int Convert(string from, ReadOnlySpan<byte> source, string to, Span<byte> target)
    {
        var tooLarge = 0L;
        return Convert(from, source, to, target, ref tooLarge);
    }

    /// <summary>The same, adding how many finite values the type cannot hold: they became infinite, or the largest.</summary>
    /// <returns>The bytes written.</returns>
    public static int Convert(string from, ReadOnlySpan<byte> source, string to, Span<byte> target, ref long tooLarge)
    {
        var (size, other) = (Sizes[from], Sizes[to]);
        var largest = LargestThatFits(to);
        var count = source.Length / size;
        for (var index = 0; index < count; index++)
        {
            var value = Read(from, source[(index * size)..], to);
            Write(to, value, target[(index * other)..]);
            if (Math.Abs(value) > largest && IsFinite(from, source[(index * size)..], value))
            {
                tooLarge++;
            }
        }

        return count * other;
    }

    // The last value that is still rounded to the largest one of the type.
    private static float LargestThatFits(string dtype) =>
        dtype switch
        {
            "F16" => MathF.BitDecrement(65520),
            "BF16" => BitConverter.UInt32BitsToSingle(0x7F7F7FFF),
            "F8_E4M3" => 464,
            _ => float.MaxValue,
        };

    private static bool IsFinite(string dtype, ReadOnlySpan<byte> bytes, float value) =>
        dtype == "F64" ? double.IsFinite(BinaryPrimitives.ReadDoubleLittleEndian(bytes)) : float.IsFinite(value);

    /// <summary>The nearest value of four bits exponent and three bits mantissa; larger ones become the largest, 448.</summary>
    /// <remarks>The type has no infinity: infinite values become "not a number", which a model with one is anyway.</remarks>
    internal static byte ToFloat8(float value)
    {
        var sign = (byte)(BitConverter.SingleToUInt32Bits(value) >> 24 & 0x80);
        var size = Math.Abs(value);
        if (!float.IsFinite(value))
        {
            return (byte)(sign | NotANumberFloat8);
        }

        if (size >= LargestFloat8)
        {
            return (byte)(sign | (NotANumberFloat8 - 1));
        }

        // Below 2^-6 the steps are all 2^-9: adding 2^14 leaves exactly that step to a float of 24 bits, rounded to even.
        if (size < 1f / 64)
        {
            return (byte)(
                sign | (BitConverter.SingleToUInt32Bits(size + 16384f) - BitConverter.SingleToUInt32Bits(16384f))
            );
        }

        var bits = BitConverter.SingleToUInt32Bits(size);
        bits += 0x7FFFF + (bits >> 20 & 1);
        return (byte)(sign | ((bits >> 20) - ((127 - 7) << 3)));
    }

    internal static float FromFloat8(byte value)
    {
        var size = value & 0x7F;
        var (exponent, mantissa) = (size >> 3, size & 7);
        var plain =
            size == NotANumberFloat8 ? float.NaN
            : exponent == 0 ? mantissa / 512f
            : BitConverter.UInt32BitsToSingle((uint)((exponent + 120) << 23 | mantissa << 20));
        return (value & 0x80) != 0 ? -plain : plain;
    }

    internal static ushort ToBFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)(bits >> 16 | 0x40) : (ushort)((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
    }

    // A double that is rounded to a float and then further must not fall on the middle by the first rounding: its last bit
    // tells then that something was there ("round to odd").
    private static float Read(string dtype, ReadOnlySpan<byte> bytes, string to) =>
        dtype switch
        {
            "F64" when to == "F32" => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            "F64" => ToOdd(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
            "F32" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            "BF16" => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
            "F8_E4M3" => FromFloat8(bytes[0]),
            "F8_E5M2" => (float)BitConverter.UInt16BitsToHalf((ushort)(bytes[0] << 8)),
            _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "It is no floating-point type."),
        };

    private static void Write(string dtype, float value, Span<byte> target)
    {
        switch (dtype)
        {
            case "F32":
                BinaryPrimitives.WriteSingleLittleEndian(target, value);
                break;
            case "F16":
                BinaryPrimitives.WriteHalfLittleEndian(target, (Half)value);
                break;
            case "BF16":
                BinaryPrimitives.WriteUInt16LittleEndian(target, ToBFloat16(value));
                break;
            case "F8_E4M3":
                target[0] = ToFloat8(value);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Nothing is converted to this type.");
        }
    }

    internal static float ToOdd(double value)
    {
        var near = (float)value;
        if (near == value || !double.IsFinite(value))
        {
            return near;
        }

        // Of two neighbours the one nearer to zero is cut, and its last bit set.
        var bits = float.IsInfinity(near) ? 0x7F7FFFFFu : BitConverter.SingleToUInt32Bits(Math.Abs(near));
        if (!float.IsInfinity(near) && Math.Abs((double)near) > Math.Abs(value))
        {
            bits--;
        }

        var odd = BitConverter.UInt32BitsToSingle(bits | 1);
        return value < 0 ? -odd : odd;
    }
}
