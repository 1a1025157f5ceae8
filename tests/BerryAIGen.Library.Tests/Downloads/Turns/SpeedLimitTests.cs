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
    public void No_rate_is_no_limit()
    {
        SpeedLimit.Of(null, TimeProvider.System).ShouldBeNull();
        SpeedLimit.Of(0, TimeProvider.System).ShouldBeNull();
    }
}
