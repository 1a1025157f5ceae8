using System.Text;
using BerryAIGen.Civitai.Downloads;

namespace BerryAIGen.Civitai.Tests.Downloads;

public sealed class ContentDispositionTests
{
    [Theory]
    [InlineData("attachment; filename=\"BodHor-V1.safetensors\"", "BodHor-V1.safetensors")]
    [InlineData("attachment; filename=plain.bin", "plain.bin")]
    [InlineData("attachment; FileName = with space.bin ; x=1", "with space.bin ")]
    [InlineData("attachment; filename=\"a \\\"b\\\".bin\"", "a \"b\".bin")]
    [InlineData("attachment; filename=\"x;y.bin\"", "x;y.bin")]
    [InlineData("attachment; filename=\"plain.bin\"; filename*=UTF-8''%E3%81%82.bin", "あ.bin")]
    [InlineData("attachment; filename*=utf-8'en'na%C3%AFve%20plan.bin", "naïve plan.bin")]
    [InlineData("attachment; filename*=iso-8859-1''na%EFve.bin", "naïve.bin")]
    [InlineData("attachment; filename*=UTF-8''%FF.bin; filename=\"good.bin\"", "good.bin")]
    [InlineData("attachment; filename=\"%E3%81%82.bin\"", "あ.bin")]
    [InlineData("attachment; filename=\"100%.bin\"", "100%.bin")]
    [InlineData("attachment; filename=\"../../etc/passwd\"", "../../etc/passwd")]
    [InlineData("attachment", null)]
    [InlineData("attachment; filename=\"\"", null)]
    [InlineData(null, null)]
    public void Names_are_found_as_servers_write_them(string? header, string? expected) =>
        ContentDisposition.FindFileName(header).ShouldBe(expected);

    [Fact]
    public void Utf8_that_was_read_as_latin1_is_repaired()
    {
        var misread = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("attachment; filename=\"あ ü.bin\""));

        ContentDisposition.FindFileName(misread).ShouldBe("あ ü.bin");
    }

    [Fact]
    public void Real_latin1_stays() =>
        ContentDisposition.FindFileName("attachment; filename=\"na\u00EFve.bin\"").ShouldBe("na\u00EFve.bin");
}
