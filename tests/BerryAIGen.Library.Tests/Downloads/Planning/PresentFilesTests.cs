using BerryAIGen.Library.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Planning;

public sealed class PresentFilesTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_link_to_nowhere_of_that_name_does_not_stop_the_download()
    {
        using var story = new LibraryStory(sandbox);
        Directory.CreateDirectory(story.Path("loras"));
        var link = story.Path("loras", "more_detail_slider.safetensors");
        File.CreateSymbolicLink(link, Path.Combine(story.Root, "gone"));

        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.Path.ShouldBe(story.Path("loras", "more_detail_slider (87153).safetensors"));
        item.Reason.ShouldNotBeNull().ShouldContain(link);
    }
}
