using BerryAIGen.Library.Downloads.Turns;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Turns;

public sealed class SpeedLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_many_bytes_pass_as_the_rate_allows()
    {
        var time = new MovedTime();
        var limit = new SpeedLimit(1000, time);
        for (var i = 0; i < 20; i++)
        {
            await limit.PassAsync(500, Token);
        }

        time.Waits.Sum(wait => wait.TotalSeconds).ShouldBeInRange(9.7, 10.1);
    }

    [Fact]
    public async Task A_pause_is_not_saved_up()
    {
        var time = new MovedTime();
        var limit = new SpeedLimit(1000, time);
        await limit.PassAsync(100, Token);
        time.Advance(TimeSpan.FromHours(1));

        await limit.PassAsync(2000, Token);

        time.Waits.Sum(wait => wait.TotalSeconds).ShouldBeInRange(1.8, 2);
    }

    [Fact]
    public async Task A_rate_that_becomes_another_one_counts_from_then_on()
    {
        var time = new MovedTime();
        long? rate = 1000;
        var limit = new SpeedLimit(() => rate, time);
        await limit.PassAsync(1000, Token);
        var slow = Seconds(time);

        rate = 10_000;
        await limit.PassAsync(10_000, Token);
        var fast = Seconds(time) - slow;
        rate = null;
        await limit.PassAsync(1_000_000, Token);
        var free = Seconds(time) - slow - fast;
        // What passed freely is owed to nobody.
        rate = 1000;
        await limit.PassAsync(1000, Token);

        slow.ShouldBeInRange(0.99, 1.01);
        fast.ShouldBeInRange(0.99, 1.01);
        free.ShouldBe(0);
        (Seconds(time) - slow - fast).ShouldBeInRange(0.99, 1.01);
    }

    [Fact]
    public async Task Who_waits_already_is_let_go_by_a_faster_rate()
    {
        var isSlow = 1;
        var limit = new SpeedLimit(() => Volatile.Read(ref isSlow) == 1 ? 1 : null, TimeProvider.System);
        var waiting = limit.PassAsync(1_000_000, Token).AsTask();
        waiting.IsCompleted.ShouldBeFalse();

        Volatile.Write(ref isSlow, 0);

        // By the first rate it would be eleven days.
        await waiting;
    }

    private static double Seconds(MovedTime time) => time.Waits.Sum(wait => wait.TotalSeconds);

    [Fact]
    public void No_rate_is_no_limit()
    {
        SpeedLimit.Of(null, TimeProvider.System).ShouldBeNull();
        SpeedLimit.Of(0, TimeProvider.System).ShouldBeNull();
    }
}
