using BerryAIGen.Civitai.Transport;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.Transport;

public sealed class PaceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly StillTime _time = new();

    [Fact]
    public async Task A_pause_means_those_who_wait_already_as_well()
    {
        var pace = new Pace(1, 1, _time);
        await pace.WaitAsync(Scene.Cancelled);
        Task[] queued = [.. Enumerable.Range(0, 3).Select(_ => pace.WaitAsync(Scene.Cancelled))];

        pace.Hold(Second * 10);

        foreach (var passed in new[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3 })
            await ShouldHavePassedAsync(queued, passed);
    }

    [Fact]
    public async Task Whoever_gives_up_does_not_keep_a_turn()
    {
        var pace = new Pace(1, 1, _time);
        await pace.WaitAsync(Scene.Cancelled);
        using var cancellation = new CancellationTokenSource();
        Task[] givenUp = [.. Enumerable.Range(0, 3).Select(_ => pace.WaitAsync(cancellation.Token))];
        Task[] queued = [pace.WaitAsync(Scene.Cancelled), pace.WaitAsync(Scene.Cancelled)];

        await cancellation.CancelAsync();

        foreach (var waiter in givenUp)
            await Should.ThrowAsync<OperationCanceledException>(() => waiter);
        await ShouldHavePassedAsync(queued, 1);
        await ShouldHavePassedAsync(queued, 2);
    }

    [Fact]
    public async Task After_a_pause_there_is_no_burst()
    {
        var pace = new Pace(1, 5, _time);

        pace.Hold(Second * 2);
        Task[] queued = [.. Enumerable.Range(0, 3).Select(_ => pace.WaitAsync(Scene.Cancelled))];

        foreach (var passed in new[] { 0, 1, 2, 3 })
            await ShouldHavePassedAsync(queued, passed);
    }

    // Settled is: so many are through, and the next one waits for the clock.
    private async Task ShouldHavePassedAsync(Task[] queued, int count)
    {
        _time.Advance(Second);
        await Eventually.TrueAsync(
            () => queued.Count(waiter => waiter.IsCompleted) == count && (_time.IsWaitedFor || count == queued.Length),
            Scene.Cancelled
        );
    }
}
