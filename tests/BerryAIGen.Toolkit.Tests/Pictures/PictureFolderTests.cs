using System.Net;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Pictures;

/// <summary>Folders of pictures that change, go, or are forgotten.</summary>
public sealed class PictureFolderTests
{
    [Fact]
    public async Task What_changed_is_read_again_and_what_went_is_forgotten()
    {
        await using var story = await PictureToolkit.StartAsync();
        story.Add("stays.png", "stays", "Model: dream");
        var changing = story.Add("changes.png", "before", "Model: dream");
        var going = story.Add("goes.png", "goes", "Model: dream");
        await story.IndexAsync();
        story.Add("changes.png", "afterwards", "Model: dream");
        File.Delete(going);

        var job = await Proven.ChangesAsync(
            "POST /api/pictures/index",
            () => story.AgainAsync(),
            async () =>
                (await story.Server.GetAsync("/api/pictures?q=afterwards"))["total_count"]!.GetValue<int>().ShouldBe(1)
        );

        int[] counts =
        [
            .. new[] { "added", "changed", "unchanged", "removed" }.Select(name =>
                job["result"]![name]!.GetValue<int>()
            ),
        ];
        counts.ShouldBe([0, 1, 1, 1]);
        File.Exists(changing).ShouldBeTrue();
        (await story.Server.GetAsync("/api/pictures"))["total_count"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task A_folder_is_forgotten_with_its_pictures_and_every_file_stays()
    {
        PictureToolkit.RequireTool();
        await using var story = await PictureToolkit.StartAsync();
        var path = story.Add("a.png", "one", "Model: dream");
        var (folder, _) = await story.IndexAsync();
        Directory.EnumerateFiles(story.Thumbnails, "*.webp", SearchOption.AllDirectories).Count().ShouldBe(1);

        var removed = await Proven.ChangesAsync(
            "DELETE /api/pictures/folders/{id}",
            () => story.Server.DeleteAsync($"/api/pictures/folders/{folder["id"]}"),
            async () =>
                (await story.Server.GetAsync("/api/pictures/folders"))["total_count"]!.GetValue<int>().ShouldBe(0)
        );

        removed["pictures"]!.GetValue<int>().ShouldBe(1);
        File.Exists(path).ShouldBeTrue();
        Directory.EnumerateFiles(story.Thumbnails, "*", SearchOption.AllDirectories).ShouldBeEmpty();
        (await story.Server.GetAsync("/api/pictures"))["total_count"]!.GetValue<int>().ShouldBe(0);
        await story.Server.FailAsync(
            HttpMethod.Delete,
            $"/api/pictures/folders/{folder["id"]}",
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task A_folder_whose_drive_is_away_loses_nothing()
    {
        await using var story = await PictureToolkit.StartAsync();
        story.Add("a.png", "one", "Model: dream");
        await story.IndexAsync();
        Directory.Move(story.Pictures, story.Pictures + "-away");

        var job = await story.AgainAsync();

        job["state"]!.ToString().ShouldBe("failed", job.ToJsonString());
        job["error"]!["message"]!.ToString().ShouldContain("connect its drive");
        // What a drive was mounted on stays as an empty folder.
        Directory.CreateDirectory(story.Pictures);
        (await story.AgainAsync())["error"]!["message"]!.ToString().ShouldContain("empty now");
        (await story.Server.GetAsync("/api/pictures"))["total_count"]!.GetValue<int>().ShouldBe(1);
    }
}
