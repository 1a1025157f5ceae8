using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Tests.Downloads.Transfers;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>What goes wrong with one file and must touch neither it, once it is there, nor the others.</summary>
public sealed class MishapTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Images = "/xG1nkqKTMzGDvpLrqFT7WA/*";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 20_000)]
    public async Task A_preview_that_never_comes_costs_only_itself()
    {
        using var story = new LibraryStory(
            sandbox,
            transfers: new TransferOptions { StallTimeout = TimeSpan.FromSeconds(2) }
        );
        sandbox.Server.Faults.Add(
            new Fault
            {
                Path = Images,
                StallAfter = 0,
                Times = 1,
            }
        );

        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.Reason.ShouldNotBeNull().ShouldContain("no preview: no byte came for 2 seconds");
        File.Exists(item.Sidecar).ShouldBeTrue();
    }

    [Fact]
    public async Task A_record_with_a_member_twice_is_set_aside()
    {
        using var story = new LibraryStory(sandbox);
        Directory.CreateDirectory(story.Path("loras"));
        var record = story.Path("loras", "more_detail_slider.safetensors.civitai.json");
        await File.WriteAllTextAsync(record, """{ "a": 1, "a": 2 }""", Token);

        var items = await story.DownloadAsync("82098", "version:9208");

        items.ShouldAllBe(item => item.State == DownloadState.Completed);
        File.ReadAllText(record + ".unreadable").ShouldBe("""{ "a": 1, "a": 2 }""");
    }

    [Fact]
    public async Task Something_unforeseen_with_one_item_leaves_the_others_their_rows()
    {
        using var story = new LibraryStory(sandbox);
        var watch = new StageWatch(
            progress => progress is { Stage: DownloadStage.Verify, Name: "more_detail_slider.safetensors" },
            () => throw new InvalidOperationException("Nobody thought of this.")
        );

        var items = await story.Library.DownloadAsync(story.Request("82098", "version:9208"), watch, Token);

        items.Select(item => item.State).ShouldBe([DownloadState.Failed, DownloadState.Completed]);
        items[0].Reason.ShouldNotBeNull().ShouldContain("Nobody thought of this.");
    }

    [Fact]
    public async Task A_time_out_that_nobody_asked_for_is_a_failure_of_the_network()
    {
        using var story = new LibraryStory(sandbox);
        var watch = new StageWatch(
            progress => progress.Stage == DownloadStage.Resolve,
            () => throw new TaskCanceledException()
        );

        var items = await story.Library.DownloadAsync(story.Request("82098"), watch, Token);

        items.ShouldHaveSingleItem().Failure!.Code.ShouldBe(FailureCode.Network);
    }

    [Fact]
    public async Task One_failed_file_of_all_leaves_the_others()
    {
        using var story = new LibraryStory(sandbox);
        var request = story.Request("257749@290640") with { Choice = new FileChoice { All = true } };
        var watch = new StageWatch(
            progress => progress is { Stage: DownloadStage.Plan, Name: "juniperToonXL_v6StartWithThisOne.safetensors" },
            () => throw new LibraryException(FailureCode.Usage, "Not this one.")
        );

        var items = await story.Library.DownloadAsync(request, watch, Token);

        items.Select(item => item.State).ShouldBe([DownloadState.Failed, DownloadState.Completed]);
        items[0].Reason.ShouldBe("Not this one.");
        items[0].File.ShouldBe("juniperToonXL_v6StartWithThisOne.safetensors");
    }

    [Fact]
    public async Task Two_addresses_that_differ_only_in_their_query_do_not_share_a_part()
    {
        var (one, two) = (Recipe.A(300_000), Recipe.B(300_000));
        await using var server = new RawHttpServer(request =>
            request.Target.Contains("item=1", StringComparison.Ordinal)
                ? RawReply.File(one) with
                {
                    Body = one[..100_000],
                }
                : RawReply.File(two)
        );
        using var story = new LibraryStory(sandbox);

        var broken = (await story.DownloadAsync(Link(server, 1))).ShouldHaveSingleItem();
        var whole = (await story.DownloadAsync(Link(server, 2))).ShouldHaveSingleItem();

        broken.State.ShouldBe(DownloadState.Failed);
        server.Requests[^1].Header("Range").ShouldBeNull();
        whole.State.ShouldBe(DownloadState.Completed, whole.Reason);
        File.ReadAllBytes(whole.Path!).ShouldBe(two);
    }

    private static string Link(RawHttpServer server, int item) =>
        $"http://localhost:{server.Port}/model.bin?item={item}";
}
