using BerryAIGen.Library.Batches;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Batches;

public sealed class BatchStoryTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string LoraName = "more_detail_slider.safetensors";

    [Fact]
    public async Task A_batch_without_an_entry_says_so()
    {
        using var story = new LibraryStory(sandbox);

        var refused = await Should.ThrowAsync<LibraryException>(() => RunAsync(story, "downloads: []\n"));

        refused.Failure.Code.ShouldBe(FailureCode.Usage);
        refused.Message.ShouldContain("lists nothing");
    }

    [Fact]
    public async Task A_failed_entry_stops_nothing_and_the_sums_tell_of_all()
    {
        using var story = new LibraryStory(sandbox);

        var outcome = await RunAsync(story, "- 99999999\n- 82098\n- { reference: 82098, filename: again }\n");

        outcome
            .Items.Select(item => item.State)
            .ShouldBe([DownloadState.Failed, DownloadState.Completed, DownloadState.Completed]);
        outcome.Items[0].Failure!.Code.ShouldBe(FailureCode.NotFound);
        outcome.Items[2].File.ShouldBe("again.safetensors");
        outcome
            .States.Select(row => (row.State, row.Count))
            .ShouldBe([(DownloadState.Completed, 2), (DownloadState.Failed, 1)]);
        outcome.States[0].TransferredBytes.ShouldBe(outcome.Items[1].SizeBytes!.Value * 2);
    }

    [Fact]
    public async Task What_is_there_is_left_out_unread_by_wish()
    {
        using var story = new LibraryStory(sandbox);
        var mine = story.Path("loras", LoraName);
        Directory.CreateDirectory(Path.GetDirectoryName(mine)!);
        await File.WriteAllTextAsync(mine, "mine", TestContext.Current.CancellationToken);

        var outcome = await RunAsync(story, "downloads: [82098]\nsettings: { skip_existing: true }\n");

        outcome.Items.ShouldHaveSingleItem().State.ShouldBe(DownloadState.Skipped);
        File.ReadAllText(mine).ShouldBe("mine");
        story.Files().ShouldBe([$"models/loras/{LoraName}"]);
    }

    [Fact]
    public async Task A_file_that_has_another_hash_than_the_entry_says_is_refused_before_its_first_byte()
    {
        using var story = new LibraryStory(sandbox);

        var outcome = await RunAsync(story, $"- {{ reference: 82098, sha256: {new string('a', 64)} }}\n");

        var item = outcome.Items.ShouldHaveSingleItem();
        item.Failure!.Code.ShouldBe(FailureCode.Verification);
        item.Reason!.ShouldContain(new string('a', 64));
        story.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hash_of_the_entry_verifies_what_no_source_vouches_for()
    {
        using var story = new LibraryStory(sandbox);
        var file = sandbox.Server.Catalogue.GetVersion(87153).Files[0];
        var address = new Uri(sandbox.Server.CivitaiUrl, "/api/download/models/87153");

        var outcome = await RunAsync(
            story,
            $"- {{ url: \"{address}\", sha256: \"{file.Hashes.Sha256}\", model_type: vae }}\n"
        );

        var item = outcome.Items.ShouldHaveSingleItem();
        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.VerifiedBy.ShouldBe("sha256");
        item.Path.ShouldBe(story.Path("vae", LoraName));
    }

    private static Task<BatchOutcome> RunAsync(LibraryStory story, string text) =>
        story.Library.Batches.RunAsync(
            new BatchRequest
            {
                Path = "list.yaml",
                Text = text,
                Target = story.Request().Target,
            },
            null,
            TestContext.Current.CancellationToken
        );
}
