using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>Ctrl-C in each stage of a download.</summary>
public sealed class StoppingTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const string Model = "82098";

    [Theory]
    [InlineData(DownloadStage.Resolve)]
    [InlineData(DownloadStage.Plan)]
    [InlineData(DownloadStage.Transfer)]
    [InlineData(DownloadStage.Verify)]
    [InlineData(DownloadStage.Inspect)]
    [InlineData(DownloadStage.Publish)]
    public async Task Before_the_final_name_nothing_is_published_and_the_next_run_finishes(DownloadStage stage)
    {
        using var story = new LibraryStory(sandbox);

        var stopped = await StopInAsync(story, stage);
        var left = story.Files();
        var finished = (await story.DownloadAsync(Model)).ShouldHaveSingleItem();

        stopped.State.ShouldBe(DownloadState.Cancelled, stopped.Reason);
        stopped.Failure!.Code.ShouldBe(FailureCode.Cancelled);
        left.ShouldNotContain(file => file.EndsWith(".safetensors", StringComparison.Ordinal));
        left.ShouldAllBe(file => stage > DownloadStage.Transfer && file.Contains(".part", StringComparison.Ordinal));
        finished.State.ShouldBe(DownloadState.Completed, finished.Reason);
    }

    [Fact]
    public async Task While_a_file_that_is_there_is_hashed_nothing_is_transferred()
    {
        using var story = new LibraryStory(sandbox);
        await story.DownloadAsync(Model);
        var before = story.Files();

        var stopped = await StopInAsync(story, DownloadStage.Plan);

        stopped.State.ShouldBe(DownloadState.Cancelled, stopped.Reason);
        story.Files().ShouldBe(before);
    }

    [Fact]
    public async Task While_a_part_is_read_again_for_its_other_hashes_it_is_kept()
    {
        using var story = new LibraryStory(sandbox);
        sandbox.Server.Faults.Add(
            new Fault
            {
                Path = $"/api/v1/models/{Model}",
                Changes = AnswerChanges.WrongHashes,
                Times = 1,
            }
        );

        var stopped = await StopInAsync(story, DownloadStage.Verify);
        var finished = (await story.DownloadAsync(Model)).ShouldHaveSingleItem();

        stopped.State.ShouldBe(DownloadState.Cancelled, stopped.Reason);
        finished.State.ShouldBe(DownloadState.Completed, finished.Reason);
        finished.TransferredBytes.ShouldBe(0);
    }

    [Fact]
    public async Task While_a_file_is_copied_to_another_disk_the_part_is_kept_and_no_half_copy()
    {
        using var folder = new TemporaryFolder();
        using var mount = MountedFolder.Require("size=8m");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var part = folder.Write("model.part", new byte[4 << 20]);
        var request = new PublishRequest
        {
            PartPath = part,
            TargetPath = Path.Combine(mount.Path, "model.bin"),
            Root = mount.Path,
            Sha256 = new string('0', 64),
        };

        await Should.ThrowAsync<OperationCanceledException>(() => Publisher.PublishAsync(request, stop.Token));

        new FileInfo(part).Length.ShouldBe(4 << 20);
        Directory.GetFiles(mount.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_the_final_name_the_record_is_still_written_and_only_the_preview_is_left_out()
    {
        using var story = new LibraryStory(sandbox);

        var item = await StopInAsync(story, DownloadStage.Record);

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        File.Exists(item.Path).ShouldBeTrue();
        File.Exists(item.Sidecar).ShouldBeTrue();
        item.Reason.ShouldNotBeNull().ShouldContain("no preview: stopped");
        story.Files().ShouldNotContain(file => file.Contains(".preview.", StringComparison.Ordinal));
    }

    private static async Task<DownloadItem> StopInAsync(LibraryStory story, DownloadStage stage)
    {
        using var stop = new CancellationTokenSource();
        var watch = StageWatch.StopIn(stage, stop);
        return (await story.Library.DownloadAsync(story.Request(Model), watch, stop.Token)).ShouldHaveSingleItem();
    }
}
