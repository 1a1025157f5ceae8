using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Sidecars;

namespace BerryAIGen.Library.Tests.Sidecars;

public sealed class HeaderPreviewTests
{
    // The first bytes of a PNG are enough to be told as one.
    private static readonly string Png = Convert.ToBase64String([
        0x89,
        .. "PNG\r\n"u8,
        0x1A,
        0x0A,
        0,
        0,
        0,
        13,
        .. "IHDR"u8,
    ]);

    [Fact]
    public void The_first_that_is_a_picture_is_taken() =>
        Find("ssmd_cover_images", $"""["no base64", 5, "aGVsbG8=", "{Png}"]""")!.Container.ShouldBe(Container.Png);

    [Theory]
    [InlineData("ssmd_cover_images", "no list")]
    [InlineData("ssmd_cover_images", "{}")]
    [InlineData("ssmd_cover_images", "[]")]
    [InlineData("modelspec.thumbnail", "data:image/png;base64,aGVsbG8=")]
    [InlineData("modelspec.thumbnail", "data:")]
    [InlineData("modelspec.thumbnail", "")]
    [InlineData("else", "x")]
    public void What_is_no_picture_is_none(string name, string text) => Find(name, text).ShouldBeNull();

    private static HeaderPicture? Find(string name, string text) =>
        HeaderPreview.Find(new Dictionary<string, string> { [name] = text });
}
