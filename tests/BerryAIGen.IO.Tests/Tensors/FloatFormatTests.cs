using BerryAIGen.IO.Tensors;

namespace BerryAIGen.IO.Tests.Tensors;

public sealed class FloatFormatTests
{
    private static float[] Float8Values { get; } =
    [.. Enumerable.Range(0, 0x7F).Select(code => FloatFormat.FromFloat8((byte)code))];

    private static byte[] Convert(string from, byte[] bytes, string to)
    {
        var target = new byte[bytes.Length * 8];
        return target[..FloatFormat.Convert(from, bytes, to, target)];
    }

    [Fact]
    public void Every_value_of_eight_bits_keeps_its_own()
    {
        Float8Values[1].ShouldBe(1f / 512);
        Float8Values[8].ShouldBe(1f / 64);
        Float8Values[0x38].ShouldBe(1f);
        Float8Values[0x7E].ShouldBe(448f);
        for (var code = 0; code < 0x7F; code++)
        {
            FloatFormat.ToFloat8(Float8Values[code]).ShouldBe((byte)code);
            FloatFormat.ToFloat8(-Float8Values[code]).ShouldBe((byte)(code | 0x80));
        }
    }

    [Fact]
    public void Between_two_values_of_eight_bits_the_nearer_one_is_taken_and_the_even_one_from_the_middle()
    {
        for (var code = 0; code < 0x7E; code++)
        {
            var (low, high) = (Float8Values[code], Float8Values[code + 1]);
            var middle = (low + high) / 2;
            var even = (byte)(code % 2 == 0 ? code : code + 1);

            FloatFormat.ToFloat8(middle).ShouldBe(even);
            FloatFormat.ToFloat8(MathF.BitDecrement(middle)).ShouldBe((byte)code);
            FloatFormat.ToFloat8(MathF.BitIncrement(middle)).ShouldBe((byte)(code + 1));
        }
    }

    [Fact]
    public void Beyond_the_largest_value_of_eight_bits_it_is_the_largest_and_infinity_is_no_number()
    {
        FloatFormat.ToFloat8(460).ShouldBe((byte)0x7E);
        FloatFormat.ToFloat8(1e30f).ShouldBe((byte)0x7E);
        FloatFormat.ToFloat8(-1e30f).ShouldBe((byte)0xFE);
        FloatFormat.ToFloat8(float.PositiveInfinity).ShouldBe((byte)0x7F);
        FloatFormat.ToFloat8(float.NegativeInfinity).ShouldBe((byte)0xFF);
        float.IsNaN(FloatFormat.FromFloat8(FloatFormat.ToFloat8(float.NaN))).ShouldBeTrue();
    }

    [Theory]
    [InlineData("F32", "F16", 65519.99, 65520)]
    [InlineData("F32", "BF16", 3.3e38, 3.4e38)]
    [InlineData("F32", "F8_E4M3", 464, 465)]
    [InlineData("F64", "F32", 3.4028234e38, 1e39)]
    [InlineData("F64", "F16", 65519.999999, 65520)]
    public void Finite_values_that_the_type_cannot_hold_are_counted(
        string from,
        string to,
        double fits,
        double tooLarge
    )
    {
        double[] values = [fits, -fits, tooLarge, -tooLarge, double.PositiveInfinity, double.NaN];
        byte[] bytes =
        [
            .. values.SelectMany(value =>
                from == "F64" ? BitConverter.GetBytes(value) : BitConverter.GetBytes((float)value)
            ),
        ];
        var count = 0L;

        FloatFormat.Convert(from, bytes, to, new byte[64], ref count);

        count.ShouldBe(2);
    }

    [Fact]
    public void Every_brain_float_keeps_its_own_value_and_middles_go_to_the_even_one()
    {
        var wrong = Enumerable
            .Range(0, 0x7F80)
            .Where(code =>
            {
                var value = BitConverter.UInt32BitsToSingle((uint)code << 16);
                var middle = BitConverter.UInt32BitsToSingle(((uint)code << 16) | 0x8000);
                return FloatFormat.ToBFloat16(value) != code
                    || FloatFormat.ToBFloat16(middle) != code + (code & 1)
                    || FloatFormat.ToBFloat16(-MathF.BitIncrement(middle)) != ((code + 1) | 0x8000);
            });

        wrong.ShouldBeEmpty();
        FloatFormat.ToBFloat16(float.NaN).ShouldBeInRange((ushort)0x7F81, (ushort)0xFFFF);
        FloatFormat.ToBFloat16(BitConverter.UInt32BitsToSingle(0x7F800001)).ShouldBe((ushort)0x7FC0);
    }

    [Fact]
    public void Values_of_64_bits_are_rounded_once()
    {
        // A hair above the middle of two: by way of a float it would fall on the middle, and then to the even one.
        var middle = 1.0 + (1.0 / 256);
        var above = BitConverter.GetBytes(middle + 1e-15);

        Convert("F64", above, "BF16").ShouldBe([0x81, 0x3F]);
        Convert("F64", BitConverter.GetBytes(middle), "BF16").ShouldBe([0x80, 0x3F]);
        Convert("F64", BitConverter.GetBytes(1.0 + (1.0 / 2048) + 1e-15), "F16").ShouldBe([0x01, 0x3C]);
        Convert("F64", BitConverter.GetBytes(-1e300), "F32").ShouldBe(BitConverter.GetBytes(float.NegativeInfinity));
        Convert("F64", BitConverter.GetBytes(1e300), "F8_E4M3").ShouldBe([0x7E]);
    }

    [Fact]
    public void Every_half_comes_back_from_32_bits()
    {
        var halves = new byte[2 << 16];
        for (var code = 0; code < 1 << 16; code++)
            BitConverter.TryWriteBytes(halves.AsSpan(code * 2), (ushort)code);

        var back = Convert("F32", Convert("F16", halves, "F32"), "F16");

        var wrong = Enumerable
            .Range(0, 1 << 16)
            .Where(code => !Half.IsNaN(BitConverter.UInt16BitsToHalf((ushort)code)))
            .Where(code => BitConverter.ToUInt16(back, code * 2) != code);

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void The_other_kind_of_eight_bits_is_read()
    {
        Convert("F8_E5M2", [0x3C, 0xC0], "F32").ShouldBe([.. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(-2f)]);
        FloatFormat.IsFloat("I64").ShouldBeFalse();
        FloatFormat.IsFloat("BOOL").ShouldBeFalse();
    }
}
