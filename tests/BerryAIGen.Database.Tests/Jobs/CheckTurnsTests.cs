using BerryAIGen.Database.Jobs;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests.Jobs;

public sealed class CheckTurnsTests(PostgreSqlServer server)
{
    private const string Kind = "update_check";
    private const int Hours = 6;

    // The interval, and the most that is added to it.
    private static readonly TimeSpan Later = TimeSpan.FromHours(Hours * 1.1) + TimeSpan.FromSeconds(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_check_that_somebody_paused_waits_for_him_and_the_next_one_begins_in_its_time(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var (turns, engine, time) = Turns(database);
        var first = (await BeginAsync(turns)).ShouldNotBeNull();
        await engine.PauseAsync(first.Id, Stop);

        var early = await BeginAsync(turns);
        time.Advance(Later);
        var next = await BeginAsync(turns);
        var again = await BeginAsync(turns);

        early.ShouldBeNull();
        next.ShouldNotBeNull().Id.ShouldNotBe(first.Id);
        again.ShouldBeNull();
        (await engine.ResumeAsync(first.Id, Stop)).State.ShouldBe(JobState.Queued);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_check_that_waits_or_runs_is_the_only_one(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var (turns, engine, time) = Turns(database);
        var first = (await BeginAsync(turns)).ShouldNotBeNull();
        time.Advance(Later);

        var waiting = await BeginAsync(turns);
        await new JobStore(database.Library, time).ClaimAsync(
            first.Id,
            JobNode.Current.Name,
            silentAttempt: null,
            Stop
        );
        var running = await BeginAsync(turns);
        await engine.CancelAsync(first.Id, Stop);

        waiting.ShouldBeNull();
        running.ShouldBeNull();
    }

    private static Task<JobRow?> BeginAsync(CheckTurns turns) => turns.TryBeginAsync(Kind, Hours, "{}", Stop);

    private static (CheckTurns Turns, RowEngine Engine, MovedTime Time) Turns(TestDatabase database)
    {
        var time = new MovedTime();
        var engine = new RowEngine(new JobStore(database.Library, time));
        return (new CheckTurns(database.Library, engine, time), engine, time);
    }
}
