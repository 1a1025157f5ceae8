using System.Collections.Concurrent;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;

namespace BerryAIGen.Library.Tests.Downloads.Transfers;

public sealed class ProgressMeterTests : IProgress<DownloadProgress>
{
    private readonly ConcurrentQueue<long> _told = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    void IProgress<DownloadProgress>.Report(DownloadProgress value) => _told.Enqueue(value.Bytes);

    [Fact]
    public async Task What_came_last_before_a_standstill_is_told()
    {
        using var meter = new ProgressMeter("a", this, TimeProvider.System) { Total = 9 };

        foreach (var bytes in (int[])[0, 1, 2, 3])
            meter.At(bytes);

        while (_told.LastOrDefault() != 3)
            await Task.Delay(20, Stop);
        _told.First().ShouldBe(0);
        _told.ShouldBe(_told.Order());
    }

    [Fact]
    public async Task After_the_end_nothing_is_told()
    {
        using (var meter = new ProgressMeter("a", this, TimeProvider.System) { Total = 9 })
            foreach (var bytes in (int[])[0, 1, 2, 3])
                meter.At(bytes);
        var told = _told.ToArray();

        await Task.Delay(300, Stop);

        _told.ShouldBe(told);
    }
}
