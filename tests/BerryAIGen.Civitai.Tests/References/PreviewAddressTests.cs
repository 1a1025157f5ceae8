using BerryAIGen.Civitai.References;

namespace BerryAIGen.Civitai.Tests.References;

public sealed class PreviewAddressTests
{
    [Theory]
    [InlineData(
        "https://image.civitai.com/b/u/original=true/u.jpeg",
        "image",
        "https://image.civitai.com/b/u/width=450/u.jpeg"
    )]
    [InlineData(
        "https://image.civitai.com/b/u/width=1024/7.jpeg",
        null,
        "https://image.civitai.com/b/u/width=450/7.jpeg"
    )]
    [InlineData(
        "https://image.civitai.com/b/u/transcode=true,original=true/u.mp4",
        "video",
        "https://image.civitai.com/b/u/anim=false,width=450/u.mp4"
    )]
    [InlineData("https://image.civitai.com/b/u/7.jpeg", "image", "https://image.civitai.com/b/u/7.jpeg")]
    [InlineData(
        "https://image.civitai.com.evil.com/b/width=1/u",
        "image",
        "https://image.civitai.com.evil.com/b/width=1/u"
    )]
    public void Only_the_size_folder_of_a_picture_changes(string address, string? mediaType, string expected) =>
        PreviewAddress.Resize(address, mediaType).ShouldBe(expected);
}
