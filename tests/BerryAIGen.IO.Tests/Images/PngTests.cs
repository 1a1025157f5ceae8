using System.Text;
using BerryAIGen.IO.Images;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Images;

public sealed class PngTests
{
    private const string Long = "a cat, ein Kätzchen";

    [Fact]
    public void All_kinds_of_text_chunks_are_read_before_and_after_the_pixels()
    {
        var file = new PngMaker(12, 34)
            .Text("plain", Long)
            .CompressedText("compressed", Long)
            .InternationalText("international", "猫")
            .InternationalText("both", "猫猫", isCompressed: true)
            .TextAfterPixels("late", "after")
            .Build();

        var content = ImageReader.Read(file);

        (content.Width, content.Height).ShouldBe((12, 34));
        content.Problems.ShouldBeEmpty();
        content
            .Texts.Select(text => (text.Keyword, text.Text, text.Place))
            .ShouldBe([
                ("plain", Long, "PNG tEXt"),
                ("compressed", Long, "PNG zTXt"),
                ("international", "猫", "PNG iTXt"),
                ("both", "猫猫", "PNG iTXt"),
                ("late", "after", "PNG tEXt"),
            ]);
    }

    [Fact]
    public void Latin_1_is_read_as_the_format_prescribes()
    {
        byte[] chunk = [.. "title\0"u8, .. Encoding.Latin1.GetBytes("Café")];

        ImageReader.Read(new PngMaker().Chunk("tEXt", chunk).Build()).Texts.Single().Text.ShouldBe("Café");
    }

    [Fact]
    public void Exif_kept_in_hexadecimal_digits_is_read()
    {
        var exif = File.ReadAllBytes(Picture.PathOf("ascii.jpg"));
        var start = exif.AsSpan().IndexOf("Exif\0\0"u8) + 6;
        var digits = Convert.ToHexStringLower(exif[start..(start + 150)]);
        var file = new PngMaker().CompressedText(
            "Raw profile type exif",
            $"\nexif\n     150\n{digits[..72]}\n{digits[72..]}\n"
        );

        ImageReader.Read(file.Build()).Texts.Single().Keyword.ShouldBe("UserComment");
    }

    [Fact]
    public void A_picture_that_was_cut_off_says_so_and_shows_what_is_there()
    {
        var file = new PngMaker().Text("parameters", Long).Build();

        var content = ImageReader.Read(file.AsMemory(0, file.Length - 20));

        content.Texts.Single().Text.ShouldBe(Long);
        content.Problems.Single().ShouldStartWith("The PNG was cut off at byte ");
    }

    [Fact]
    public void A_text_that_goes_beyond_the_file_costs_only_itself()
    {
        var file = new PngMaker().Text("first", "here").Text("second", new string('x', 500)).Build();

        var content = ImageReader.Read(file.AsMemory(0, 200));

        content.Texts.Single().Keyword.ShouldBe("first");
        content.Problems[0].ShouldContain("goes beyond the end of the file");
    }

    [Fact]
    public void A_text_that_unpacks_to_too_much_is_not_read()
    {
        var bomb = PngMaker.Deflate(new byte[80 << 20]);
        byte[] chunk = [.. "bomb\0\0"u8, .. bomb];

        var content = ImageReader.Read(new PngMaker().Chunk("zTXt", chunk).Text("after", "here").Build());

        content.Texts.Single().Keyword.ShouldBe("after");
        content
            .Problems.Single()
            .ShouldBe("The compressed text 'bomb' is broken or unpacks to too much; it is not read.");
    }

    [Fact]
    public void A_graph_of_20_MB_is_read()
    {
        var graph = new string('x', 20 << 20);

        ImageReader
            .Read(new PngMaker().Text("workflow", graph).Build())
            .Texts.Single()
            .Text.Length.ShouldBe(graph.Length);
    }

    [Fact]
    public void More_text_than_anybody_has_is_not_read()
    {
        var file = new PngMaker();
        for (var i = 0; i < 5; i++)
        {
            file.Text($"part {i}", new string('x', 15 << 20));
        }

        var content = ImageReader.Read(file.Build());

        content.Texts.Count.ShouldBe(4);
        content.Problems.Single().ShouldContain("more than the 64 MiB of text that is read of one file");
    }

    [Fact]
    public void Of_a_large_picture_only_the_texts_are_read()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "large.png");
        var (head, tail) = (
            new PngMaker().Text("parameters", Long).Build(),
            new PngMaker().TextAfterPixels("late", "x").Build()
        );
        var pixels = head.AsSpan().IndexOf("IDAT"u8) - 4;
        using (var file = File.Create(path))
        {
            // 300 chunks of a mebibyte of nothing: a file with holes.
            file.Write(head.AsSpan(0, pixels));
            for (var i = 0; i < 300; i++)
            {
                file.Write([0, 0x10, 0, 0, .. "IDAT"u8]);
                file.Seek((1 << 20) + 4, SeekOrigin.Current);
            }

            file.Write(tail.AsSpan(33));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var content = ImageReader.Read(path);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        content.Texts.Select(text => text.Keyword).ShouldBe(["parameters", "late"]);
        content.Problems.ShouldBeEmpty();
        allocated.ShouldBeLessThan(64 << 10);
    }

    [Fact]
    public void A_chunk_without_a_possible_length_ends_the_reading()
    {
        var file = new PngMaker().Text("parameters", Long).Chunk("zzzz", [1, 2, 3]).Build();
        file[file.AsSpan().IndexOf("zzzz"u8) - 4] = 0xFF;

        ImageReader.Read(file).Problems.Single().ShouldContain("has no possible length");
    }
}
