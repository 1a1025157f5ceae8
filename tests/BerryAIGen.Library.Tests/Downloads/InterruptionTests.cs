using BerryAIGen.Library.Downloads;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

public sealed class InterruptionTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private const int Arrived = 300_000;

    [Fact]
    public async Task A_stopped_transfer_goes_on_where_it_was()
    {
        using var story = new LibraryStory(sandbox);

        var stopped = await StopMidwayAsync(story);
        var finished = (await story.DownloadAsync("257749")).ShouldHaveSingleItem();

        stopped.State.ShouldBe(DownloadState.Cancelled, stopped.Reason);
        finished.State.ShouldBe(DownloadState.Completed, finished.Reason);
        finished.TransferredBytes.ShouldBeLessThan(finished.SizeBytes!.Value);
        story.Files().ShouldNotContain(file => file.Contains(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_bytes_of_an_earlier_run_are_fetched_anew()
    {
        using var story = new LibraryStory(sandbox);
        await StopMidwayAsync(story);
        var part = story.Files().Single(file => file.EndsWith(".part", StringComparison.Ordinal));
        using (var bytes = File.OpenHandle(Path.Combine(story.Root, part), FileMode.Open, FileAccess.Write))
            RandomAccess.Write(bytes, "damaged"u8, fileOffset: 1000);

        var finished = (await story.DownloadAsync("257749")).ShouldHaveSingleItem();

        finished.State.ShouldBe(DownloadState.Completed, finished.Reason);
        finished.VerifiedBy.ShouldBe("sha256");
        finished.TransferredBytes.ShouldBe(finished.SizeBytes!.Value);
    }

    private async Task<DownloadItem> StopMidwayAsync(LibraryStory story)
    {
        using var stop = new CancellationTokenSource();
        sandbox.Server.Faults.Add(
            new Fault
            {
                Host = "storage",
                Path = "*safetensors*",
                StallAfter = Arrived,
                Times = 1,
            }
        );
        var watch = new Watch(progress =>
        {
            if (progress is { Stage: DownloadStage.Transfer, Bytes: > 0 })
                stop.Cancel();
        });
        var items = await story.Library.DownloadAsync(story.Request("257749"), watch, stop.Token);
        return items.ShouldHaveSingleItem();
    }

    private sealed class Watch(Action<DownloadProgress> see) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => see(value);
    }
}
