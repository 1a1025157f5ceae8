using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>A different file already has the name.</summary>
public sealed class ConflictTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task By_the_rule_to_refuse_nothing_is_transferred_and_the_file_stays()
    {
        using var story = new LibraryStory(sandbox);
        var mine = WriteMine(story);

        var item = await DownloadAsync(story, "82098");

        item.State.ShouldBe(DownloadState.Refused, item.Reason);
        item.Failure!.Code.ShouldBe(FailureCode.Conflict);
        item.Reason!.ShouldContain(mine);
        item.TransferredBytes.ShouldBe(0);
        File.ReadAllText(mine).ShouldBe("mine");
        story.Files().Count.ShouldBe(1);
    }

    [Fact]
    public async Task By_the_rule_to_refuse_the_same_file_is_still_already_present()
    {
        using var story = new LibraryStory(sandbox);
        await story.DownloadAsync("82098");

        var item = await DownloadAsync(story, "82098");

        item.State.ShouldBe(DownloadState.AlreadyPresent);
    }

    [Fact]
    public async Task A_refusal_that_only_the_transfer_could_find_keeps_the_part()
    {
        await using var server = new RawHttpServer(RawReply.File("theirs"u8.ToArray()));
        using var story = new LibraryStory(sandbox);
        Directory.CreateDirectory(story.Path("checkpoints"));
        var mine = story.Path("checkpoints", "model.bin");
        await File.WriteAllTextAsync(mine, "mine", TestContext.Current.CancellationToken);

        var item = await DownloadAsync(story, $"http://localhost:{server.Port}/model.bin");

        item.State.ShouldBe(DownloadState.Refused, item.Reason);
        item.TransferredBytes.ShouldBe(6);
        File.ReadAllText(mine).ShouldBe("mine");
        story.Files().ShouldContain(file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_names_the_path_that_the_file_will_have()
    {
        using var story = new LibraryStory(sandbox);
        WriteMine(story);

        var planned = (
            await story.Library.PlanAsync(story.Request("82098"), TestContext.Current.CancellationToken)
        ).ShouldHaveSingleItem();
        var completed = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();

        planned.Path.ShouldBe(story.Path("loras", "more_detail_slider (87153).safetensors"));
        completed.Path.ShouldBe(planned.Path);
    }

    private static string WriteMine(LibraryStory story)
    {
        Directory.CreateDirectory(story.Path("loras"));
        var path = story.Path("loras", "more_detail_slider.safetensors");
        File.WriteAllText(path, "mine");
        return path;
    }

    private static async Task<DownloadItem> DownloadAsync(LibraryStory story, string reference)
    {
        var request = story.Request(reference);
        request = request with
        {
            OnConflict = ConflictRule.Refuse,
            Target = request.Target with
            {
                ModelType = reference.StartsWith("http", StringComparison.Ordinal) ? "checkpoints" : null,
            },
        };
        return (
            await story.Library.DownloadAsync(request, null, TestContext.Current.CancellationToken)
        ).ShouldHaveSingleItem();
    }
}
