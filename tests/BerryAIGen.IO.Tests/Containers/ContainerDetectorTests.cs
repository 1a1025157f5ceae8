using System.Text;
using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Tests.Safetensors;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Containers;

public sealed class ContainerDetectorTests
{
    [Theory]
    [InlineData("<!DOCTYPE html><html>", Container.Html)]
    [InlineData("\uFEFF \r\n<!doctype HTML>", Container.Html)]
    [InlineData("<!-- built\n by x -->\n<HTML lang=en>", Container.Html)]
    [InlineData("<!-- a comment that does not end within the head", Container.Html)]
    [InlineData("<h1>502 Bad Gateway</h1>", Container.Html)]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C\">", Container.Html)]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code>", Container.Xml)]
    [InlineData("<Error><Code>ExpiredToken</Code></Error>", Container.Xml)]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\">", Container.Xml)]
    [InlineData("<!DOCTYPE svg>", Container.Xml)]
    [InlineData("  {\"error\":\"Unauthorized\"}", Container.Json)]
    [InlineData("{\n}", Container.Json)]
    [InlineData("[ {\"id\":1} ]", Container.Json)]
    [InlineData("[]", Container.Json)]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:", Container.LfsPointer)]
    [InlineData("GGUF\u0003\0\0\0", Container.Gguf)]
    [InlineData("GIF89a", Container.Gif)]
    [InlineData("PK\u0003\u0004", Container.Zip)]
    [InlineData("RIFF\u0001\u0001\u0001\u0001WEBPVP8 ", Container.WebP)]
    [InlineData("", Container.Unknown)]
    [InlineData("   ", Container.Unknown)]
    [InlineData("<3 you", Container.Unknown)]
    [InlineData("{not json}", Container.Unknown)]
    [InlineData("Not found", Container.Unknown)]
    public void Text_tells_its_container(string head, Container expected) =>
        ContainerDetector.Detect(Encoding.UTF8.GetBytes(head)).ShouldBe(expected);

    [Theory]
    [InlineData("89504E470D0A1A0A", Container.Png)]
    [InlineData("FFD8FFE000104A464946", Container.Jpeg)]
    [InlineData("80028A0A6CFC9C46F9206AA850192E", Container.Pickle)]
    [InlineData("8004950B00000000000000", Container.Pickle)]
    [InlineData("377ABCAF271C0004", Container.SevenZip)]
    [InlineData("1F8B0800", Container.Gzip)]
    [InlineData("934E554D5059", Container.Numpy)]
    [InlineData("0000001C66747970617669660000000061766966", Container.Avif)]
    [InlineData("0000001C667479706D696631000000006D696631617669666D696166", Container.Avif)]
    [InlineData("00000018667479706D703432000000006D70343269736F6D", Container.Mp4)]
    [InlineData("000000186674797068656963000000006D69663168656963", Container.Heic)]
    [InlineData("1A45DFA39F4286810142F7810142F2810442F381084282847765626D", Container.WebM)]
    [InlineData("1A45DFA3A34286810142F7810142F2810442F381084282886D6174726F736B61", Container.Matroska)]
    [InlineData("FFFE3C0021004400", Container.Unknown)]
    [InlineData("FFFE3C00680074006D006C003E00", Container.Html)]
    [InlineData("FEFF003C00680074006D006C003E", Container.Html)]
    public void Bytes_tell_their_container(string head, Container expected) =>
        ContainerDetector.Detect(Convert.FromHexString(head)).ShouldBe(expected);

    [Fact]
    public void A_header_length_that_looks_like_a_brace_is_still_safetensors()
    {
        var file = SafetensorsBytes.Build("{}".PadRight('{'), 0);

        file[0].ShouldBe((byte)'{');
        ContainerDetector.Detect(file).ShouldBe(Container.Safetensors);
    }

    [Fact]
    public void A_tar_is_told_by_its_magic_far_inside()
    {
        var head = new byte[512];
        "ustar"u8.CopyTo(head.AsSpan(257));

        ContainerDetector.Detect(head).ShouldBe(Container.Tar);
    }

    [Fact]
    public void Every_valid_open_safetensors_case_is_told()
    {
        var folder = OpenCases.Require("safetensors");

        foreach (var one in OpenCases.List("safetensors").Where(one => one.Text("result") == "ok"))
        {
            var file = File.ReadAllBytes(Path.Combine(folder, one.Files[0]));
            ContainerDetector.Detect(file).ShouldBe(Container.Safetensors, one.Id);
        }
    }

    [Fact]
    public void Every_container_has_words_for_a_sentence()
    {
        foreach (var container in Enum.GetValues<Container>())
        {
            container.Describe().ShouldStartWith("a");
        }
    }

    [Theory]
    [InlineData(Container.Html, true, false)]
    [InlineData(Container.Xml, true, false)]
    [InlineData(Container.Json, true, false)]
    [InlineData(Container.Safetensors, false, false)]
    [InlineData(Container.Png, false, true)]
    [InlineData(Container.WebM, false, true)]
    public void A_message_of_a_server_is_neither_model_nor_picture(Container container, bool isMessage, bool isMedia)
    {
        container.IsServerMessage().ShouldBe(isMessage);
        container.IsMedia().ShouldBe(isMedia);
    }
}
