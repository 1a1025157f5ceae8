using BerryAIGen.Library.Graphs.Reading;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Graphs;

/// <summary>Addresses in notes.</summary>
public sealed class NoteLinksTests
{
    [Theory]
    [InlineData("see [the model](https://example.com/a.safetensors) here", "https://example.com/a.safetensors")]
    [InlineData("(https://example.com/a.safetensors)", "https://example.com/a.safetensors")]
    [InlineData("**https://example.com/a.pth**", "https://example.com/a.pth")]
    [InlineData("<https://example.com/a.pth>", "https://example.com/a.pth")]
    [InlineData("https://example.com/a_(v2).pth, and", "https://example.com/a_(v2).pth")]
    [InlineData("https://civitai.com/models/1?modelVersionId=2!", "https://civitai.com/models/1?modelVersionId=2")]
    public void An_address_ends_where_the_sentence_goes_on(string text, string address) =>
        Links("MarkdownNote", text).ShouldBe([address]);

    [Fact]
    public void An_address_that_stands_twice_is_one() =>
        Links("Note", "https://example.com/a.pth https://example.com/a.pth").Count.ShouldBe(1);

    [Fact]
    public void What_no_person_would_write_is_no_address() =>
        Links("Note", "https://example.com/a" + new string(')', 1_000_000)).ShouldBeEmpty();

    [Fact]
    public void Every_open_case_gives_its_links()
    {
        foreach (var row in OpenCases.List("workflows").Where(row => row.Text("nodeType") is not null))
        {
            var expected = row.Expected.GetProperty("links").EnumerateArray().Select(link => link.GetString()!);

            Links(row.Text("nodeType")!, row.Text("text")!).ShouldBe(expected, row.Id);
        }
    }

    private static IReadOnlyList<string> Links(string type, string text)
    {
        var json = GraphSample.Ui(type, $"[{System.Text.Json.JsonSerializer.Serialize(text)}]");
        return
        [
            .. NoteLinks
                .Of(GraphSample.Packs, GraphSample.Read(json))
                .Select(link => Uri.UnescapeDataString(link.Address.AbsoluteUri)),
        ];
    }
}
