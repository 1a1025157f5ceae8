using BerryAIGen.Database.Generations;

namespace BerryAIGen.Database.Tests.Generations;

/// <summary>Who watches a generation hears every word of it, and leaves nothing when he is gone.</summary>
public sealed class GenerationNudgesTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_word_that_comes_before_somebody_waits_is_kept_and_heard_once()
    {
        var nudges = new GenerationNudges(new StandingTime());
        using var watching = nudges.Watch("one");
        nudges.Nudge("one");

        await nudges.WaitAsync("one", 0, Stop).WaitAsync(Longest, Stop);
        var next = nudges.WaitAsync("one", 1, Stop);

        next.IsCompleted.ShouldBeFalse();
        nudges.Nudge("one");
        await next.WaitAsync(Longest, Stop);
    }

    [Fact]
    public async Task Nothing_stays_of_what_nobody_watches_any_more()
    {
        var nudges = new GenerationNudges(new StandingTime());
        using (nudges.Watch("one"))
        {
            nudges.Nudge("one");
            await nudges.WaitAsync("one", 0, Stop).WaitAsync(Longest, Stop);
            nudges.Count.ShouldBe(1);
        }

        nudges.Nudge("one");
        nudges.Nudge("another");

        nudges.Count.ShouldBe(0);
    }

    // Its pauses never end, so that only a word wakes.
    private sealed class StandingTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Standing();

        private sealed class Standing : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
