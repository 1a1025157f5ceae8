using BerryAIGen.IO.Gguf;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Gguf;

public sealed class GgufReaderTests
{
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Both_versions_and_byte_orders_are_read(uint version, bool isBigEndian)
    {
        var file = new GgufMaker(isBigEndian)
            .Head(version, 2, 2)
            .Text("general.architecture", "flux")
            .Number("split.count", 1)
            .Tensor("a", 12, 0, 512, 3)
            .Tensor("b", 30, 864, 7)
            .Pad(32)
            .Zeros(864 + 14)
            .ToArray();

        var header = Read(file).Header.ShouldNotBeNull();

        header.Version.ShouldBe((int)version);
        header.IsBigEndian.ShouldBe(isBigEndian);
        header.Architecture.ShouldBe("flux");
        header.Metadata["split.count"].ShouldBe("1");
        header.Split.ShouldBeNull();
        header.ParameterCount.ShouldBe(512 * 3 + 7);
        header
            .Tensors.Select(tensor => (tensor.Name, tensor.Type.Name, tensor.SizeBytes))
            .ShouldBe([("a", "Q4_K", 864L), ("b", "BF16", 14L)]);
        header.Tensors[0].Shape.ShouldBe([3UL, 512UL]);
    }

    [Fact]
    public void Every_kind_of_value_is_shown()
    {
        var maker = new GgufMaker().Head(3, 0, 14);
        maker.Word("u8").U32(0).U8(255);
        maker.Word("i8").U32(1).U8(255);
        maker.Word("u16").U32(2).U8(1).U8(2);
        maker.Word("i16").U32(3).U8(255).U8(255);
        maker.Word("u32").U32(4).U32(7);
        maker.Word("i32").U32(5).U32(uint.MaxValue);
        maker.Word("f32").U32(6).U32(BitConverter.SingleToUInt32Bits(0.5f));
        maker.Word("bool").U32(7).U8(1);
        maker.Text("text", "ä");
        maker.Word("numbers").U32(9).U32(4).U64(2).U32(1).U32(2);
        maker.Word("texts").U32(9).U32(8).U64(2).Word("x").Word("y");
        maker.Word("u64").U32(10).U64(ulong.MaxValue);
        maker.Word("i64").U32(11).U64(ulong.MaxValue);
        maker.Word("f64").U32(12).U64(BitConverter.DoubleToUInt64Bits(-2.5));

        var metadata = Read(maker.ToArray()).Header.ShouldNotBeNull().Metadata;

        metadata.Values.ShouldBe([
            "255",
            "-1",
            "513",
            "-1",
            "7",
            "-1",
            "0.5",
            "true",
            "ä",
            "[1, 2]",
            "[x, y]",
            "18446744073709551615",
            "-1",
            "-2.5",
        ]);
    }

    [Fact]
    public void A_vocabulary_is_counted_and_not_kept()
    {
        var maker = new GgufMaker().Head(3, 0, 3);
        maker.Word("tokenizer.ggml.tokens").U32(9).U32(8).U64(200_000);
        for (var i = 0; i < 200_000; i++)
        {
            maker.Word("token");
        }

        maker.Word("tokenizer.ggml.scores").U32(9).U32(6).U64(200_000).Zeros(800_000);
        var file = maker.Text("last", "one").ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var metadata = Read(file).Header.ShouldNotBeNull().Metadata;

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000);
        metadata["tokenizer.ggml.tokens"].ShouldBe("[200000 strings]");
        metadata["tokenizer.ggml.scores"].ShouldBe("[200000 numbers]");
        metadata["last"].ShouldBe("one");
    }

    [Fact]
    public void A_very_long_text_is_measured_and_not_kept()
    {
        var file = new GgufMaker().Head(3, 0, 2).Text("long", new string('x', 300_000)).Text("short", "y").ToArray();

        var metadata = Read(file).Header.ShouldNotBeNull().Metadata;

        metadata["long"].ShouldBe("[300000 bytes]");
        metadata["short"].ShouldBe("y");
    }

    [Fact]
    public void A_text_longer_than_the_reading_buffer_is_whole()
    {
        var text = new string('x', 200_000);

        Read(new GgufMaker().Head(3, 0, 1).Text("long", text).ToArray()).Header!.Metadata["long"].ShouldBe(text);
    }

    [Fact]
    public void Another_alignment_moves_the_tensors()
    {
        var maker = new GgufMaker().Head(3, 2, 1).Number("general.alignment", 64);
        maker.Tensor("a", 0, 0, 1).Tensor("b", 0, 64, 1).Pad(64).Zeros(68);

        var header = Read(maker.ToArray()).Header.ShouldNotBeNull();

        header.DataStart.ShouldBe(128);
    }

    [Fact]
    public void The_tensors_begin_at_once_where_the_header_ends_at_their_alignment()
    {
        for (var letters = 0; letters < 32; letters++)
        {
            var maker = Head(3, 1, 1).Text("a", new string('x', letters)).Tensor("a", 0, 0, 1).Pad(32);
            var start = maker.ToArray().Length;

            Read(maker.Zeros(4).ToArray()).Header.ShouldNotBeNull().DataStart.ShouldBe(start);
        }
    }

    [Fact]
    public void Keys_and_values_have_a_limit_for_all_of_them()
    {
        var file = Head(3, 0, 2).Text("ab", "cd").Text("ef", "gh").ToArray();

        GgufReader.Read(new MemoryStream(file), file.Length, 8).Error.ShouldBeNull();
        GgufReader.Read(new MemoryStream(file), file.Length, 7).Error!.Rule.ShouldBe("count");
    }

    [Fact]
    public void A_part_of_a_divided_model_says_which()
    {
        var file = new GgufMaker().Head(3, 0, 2);
        file.Word("split.no").U32(2).U8(1).U8(0);
        file.Word("split.count").U32(2).U8(3).U8(0);

        Read(file.ToArray()).Header!.Split.ShouldBe((2, 3));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(4u)]
    [InlineData(0u)]
    public void Another_version_is_refused(uint version) => Rule(Head(version, 0, 0)).ShouldBe("version");

    [Fact]
    public void Each_rule_of_the_keys_is_kept()
    {
        Rule(Head(3, 0, 1).Text("", "x")).ShouldBe("key");
        Rule(Head(3, 0, 2).Text("a", "x").Text("a", "y")).ShouldBe("duplicate key");
        Rule(Head(3, 0, 1).Word("a").U32(9).U32(9).U64(0)).ShouldBe("kv type");
        Rule(Head(3, 0, 1).Word("a").U32(9).U32(0).U64((1UL << 30) + 1)).ShouldBe("count");
        Rule(Head(3, 0, 1).Word("a").U32(9).U32(0).U64(1 << 30)).ShouldBe("truncated");
        Rule(Head(3, 0, 1).Text("general.alignment", "32")).ShouldBe("alignment");
        Rule(Head(3, 0, 1).Number("general.alignment", 0)).ShouldBe("alignment");
        Rule(Head(3, 0, 2).Text("a", "x")).ShouldBe("truncated");
    }

    [Fact]
    public void Each_rule_of_the_tensors_is_kept()
    {
        Rule(Head(3, 2, 0).Tensor("a", 0, 0, 1).Tensor("a", 0, 32, 1).Pad(32).Zeros(36)).ShouldBe("duplicate name");
        Rule(Head(3, 1, 0).Tensor("a", 0, 0, ulong.MaxValue)).ShouldBe("dimensions");
        Rule(Head(3, 1, 0).Tensor("a", 0, 0, 1UL << 40, 1UL << 40)).ShouldBe("dimensions");
        Rule(Head(3, 1, 0).Tensor("a", 28, 0, 1UL << 61)).ShouldBe("dimensions");
        Rule(Head(3, 1, 0).Tensor("a", 0, ulong.MaxValue - 31, 1)).ShouldBe("offset");
        Rule(Head(3, 1, 0).Tensor("a", 0, 0, 4).Pad(32).Zeros(15)).ShouldBe("truncated");
        Rule(Head(3, 1, 0).Tensor("a", 0, 0, 4).Pad(32).Zeros(16)).ShouldBeNull();
        Rule(Head(3, 1, 0).Tensor("a", 0, 0, 0, 4).Pad(32)).ShouldBeNull();
        Rule(Head(3, 1, 0).Tensor("a", 0, 0).Pad(32).Zeros(4)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("GG")]
    [InlineData("GGML....")]
    public void Other_bytes_are_told_at_once(string text) =>
        Read([.. text.Select(letter => (byte)letter)]).Error!.Rule.ShouldBe("magic");

    private static GgufMaker Head(uint version, ulong tensors, ulong keys) =>
        new GgufMaker().Head(version, tensors, keys);

    private static string? Rule(GgufMaker maker) => Read(maker.ToArray()).Error?.Rule;

    private static GgufReading Read(byte[] file) => GgufReader.Read(new MemoryStream(file), file.Length);
}
