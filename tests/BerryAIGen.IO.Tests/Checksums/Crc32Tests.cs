using BerryAIGen.IO.Checksums;
using FsCheck;
using FsCheck.Fluent;

namespace BerryAIGen.IO.Tests.Checksums;

public sealed class Crc32Tests
{
    [Fact]
    public void The_checksum_of_the_nine_digits_is_the_one_every_catalogue_prints()
    {
        var crc = new Crc32();
        crc.Append("123456789"u8);

        crc.Value.ShouldBe(0xCBF43926);
    }

    [Fact]
    public void Folding_and_pieces_change_nothing()
    {
        Assert.SkipUnless(Crc32Folding.IsSupported, "This processor has no carry-less multiplication.");

        Prop.ForAll(
                Pieces.Any,
                pieces =>
                {
                    var folded = new Crc32(canFold: true);
                    pieces.Feed(folded.Append);
                    folded.Value.ShouldBe(ByBits(pieces.Content));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Tables_and_pieces_change_nothing()
    {
        Prop.ForAll(
                Pieces.Any,
                pieces =>
                {
                    var byTable = new Crc32(canFold: false);
                    pieces.Feed(byTable.Append);
                    byTable.Value.ShouldBe(ByBits(pieces.Content));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("0d4a1185", "0D4A1185", true)]
    [InlineData("0d4a1185", "85114A0D", true)]
    [InlineData("0d4a1185", "85114A0E", false)]
    [InlineData("0d4a1185", "d4a1185", false)]
    [InlineData("0d4a1185", "0d4a118x", false)]
    [InlineData("0d4a1185", "", false)]
    public void Both_byte_orders_mean_the_same_checksum(string ours, string theirs, bool equal)
    {
        Crc32.Equivalent(ours, theirs).ShouldBe(equal);
        Crc32.Equivalent(theirs, ours).ShouldBe(equal);
    }

    /// <summary>The definition itself, bit by bit.</summary>
    private static uint ByBits(ReadOnlySpan<byte> content)
    {
        var register = uint.MaxValue;
        foreach (var value in content)
        {
            register ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                register = (register & 1) == 0 ? register >> 1 : (register >> 1) ^ 0xEDB88320;
            }
        }

        return ~register;
    }
}
