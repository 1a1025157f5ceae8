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
            if (progress.Stage == DownloadStage.Transfer && progress.Bytes >= Arrived)
                stop.Cancel();
        });

        var stopped = (
            await story.Library.DownloadAsync(story.Request("257749"), watch, stop.Token)
        ).ShouldHaveSingleItem();
        var finished = (await story.DownloadAsync("257749")).ShouldHaveSingleItem();

        stopped.State.ShouldBe(DownloadState.Cancelled, stopped.Reason);
        finished.State.ShouldBe(DownloadState.Completed, finished.Reason);
        finished.TransferredBytes.ShouldBeLessThan(finished.SizeBytes!.Value);
        story.Files().ShouldNotContain(file => file.Contains(".part", StringComparison.Ordinal));
    }

    private sealed class Watch(Action<DownloadProgress> see) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => see(value);
    }
}
