using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Turns;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Tests.Downloads.Turns;

public sealed class DownloadTurnsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_many_files_have_a_turn_as_are_wanted_at_that_moment()
    {
        var choices = new NetworkSwitch();
        using var turns = new DownloadTurns(new TransferOptions { ParallelFiles = 1 }, choices);
        var first = await turns.FileAsync(Token);
        var second = turns.FileAsync(Token);
        second.IsCompleted.ShouldBeFalse();

        choices.Choices = new NetworkChoices { DownloadsAtOnce = 3 };
        var third = await turns.FileAsync(Token);
        var own = await second;
        choices.Choices = new NetworkChoices();
        first.Dispose();
        own.Dispose();
        var fourth = turns.FileAsync(Token);
        var early = fourth.IsCompleted;
        third.Dispose();
        using var last = await fourth;

        early.ShouldBeFalse();
        turns.FileAsync(Token).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_one_host_as_many_have_a_turn_as_are_wanted()
    {
        var (choices, host) = (new NetworkSwitch(), new Uri("https://example.org/a"));
        using var turns = new DownloadTurns(new TransferOptions { ParallelPerHost = 1 }, choices);
        using var first = await turns.HostAsync(host, Token);
        turns.HostAsync(host, Token).IsCompleted.ShouldBeFalse();

        choices.Choices = new NetworkChoices { DownloadsAtOnce = 3 };

        using var third = await turns.HostAsync(host, Token);
    }
}
