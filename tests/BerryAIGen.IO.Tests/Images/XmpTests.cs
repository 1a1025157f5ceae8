using System.Text;
using BerryAIGen.IO.Images;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Images;

public sealed class XmpTests
{
    private const string Name = "XML:com.adobe.xmp";
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    [Fact]
    public void Properties_are_read_as_elements_lists_and_attributes()
    {
        var content = Read(
            $"""
            <?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{Rdf}"><rdf:Description rdf:about=""
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="A tool">
            <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Words &amp; more</rdf:li></rdf:Alt></dc:description>
            <dc:title>Plain</dc:title></rdf:Description></rdf:RDF></x:xmpmeta>
            """
        );

        content
            .Texts.Select(text => (text.Keyword, text.Text))
            .ShouldBe([("CreatorTool", "A tool"), ("description", "Words & more"), ("title", "Plain")]);
    }

    [Fact]
    public void Entities_are_never_unpacked()
    {
        var bomb = new StringBuilder("<!DOCTYPE b [<!ENTITY a0 \"ha\">");
        for (var i = 1; i < 20; i++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">");
        }

        var content = Read($"{bomb}]><x><b>&a19;</b></x>");

        content.Texts.ShouldBeEmpty();
        content.Problems.Single().ShouldStartWith("The XMP is broken and was read up to line ");
    }

    [Fact]
    public void Files_that_a_packet_names_are_not_opened()
    {
        var content = Read("<!DOCTYPE b [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><x><b>&f;</b></x>");

        content.Texts.ShouldBeEmpty();
    }

    [Fact]
    public void A_packet_nested_without_end_is_left()
    {
        var content = Read(string.Concat(Enumerable.Repeat("<a>", 10_000)));

        content.Problems.Single().ShouldContain("nested deeper than 64 levels");
    }

    private static ImageContent Read(string packet) =>
        ImageReader.Read(new PngMaker().InternationalText(Name, packet).Build());
}
