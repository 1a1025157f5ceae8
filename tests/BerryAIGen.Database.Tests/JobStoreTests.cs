using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests;

public sealed class JobStoreTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Only_one_of_many_gets_a_waiting_job(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var (store, id) = await QueueAsync(database);

        var claims = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(node => store.ClaimAsync(id, $"node{node}", silentAttempt: null, Stop))
        );

        var claim = claims.Where(one => one is not null).ShouldHaveSingleItem()!;
        claim.Attempt.ShouldBe(1);
        claim.Payload.ShouldBe("""{"a":1}""");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_was_given_up_for_dead_commits_nothing(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var (store, id) = await QueueAsync(database);
        var sleeper = await store.ClaimAsync(id, "sleeper", silentAttempt: null, Stop);
        (await store.ClaimAsync(id, "other", silentAttempt: null, Stop)).ShouldBeNull();

        var other = await store.ClaimAsync(id, "other", silentAttempt: 1, Stop);
        (await store.ClaimAsync(id, "third", silentAttempt: 1, Stop)).ShouldBeNull();

        await Should.ThrowAsync<JobLostException>(() => store.BeatAsync(sleeper!, 0.9, null, Stop));
        var wroteMore = false;
        await Should.ThrowAsync<JobLostException>(() =>
            store.EndAsync(
                sleeper!,
                JobState.Completed,
                "{}",
                null,
                (_, _) =>
                {
                    wroteMore = true;
                    return Task.CompletedTask;
                },
                Stop
            )
        );
        wroteMore.ShouldBeFalse();
        await store.BeatAsync(other!, 0.5, null, Stop);
        await store.EndAsync(other!, JobState.Completed, """{"b":2}""", null, null, Stop);
        var row = await ReadAsync(database, id);
        (row.State, row.Attempt, row.Progress, row.Result).ShouldBe((JobState.Completed, 2, 1, """{"b":2}"""));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_belongs_to_an_ending_is_written_with_it_or_not_at_all(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var (store, id) = await QueueAsync(database);
        var claim = await store.ClaimAsync(id, "node", silentAttempt: null, Stop);

        await Should.ThrowAsync<InvalidOperationException>(() =>
            store.EndAsync(
                claim!,
                JobState.Completed,
                null,
                null,
                (_, _) => throw new InvalidOperationException("the other write fails"),
                Stop
            )
        );

        (await ReadAsync(database, id)).State.ShouldBe(JobState.Running);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_waiting_job_stops_at_once_and_a_running_one_when_it_looks(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var (store, waiting) = await QueueAsync(database);
        var (_, running) = await QueueAsync(database);
        var claim = await store.ClaimAsync(running, "node", silentAttempt: null, Stop);

        (await store.AskAsync(waiting, JobWish.Pause, Stop)).State.ShouldBe(JobState.Paused);
        (await store.ClaimAsync(waiting, "node", silentAttempt: 0, Stop)).ShouldBeNull();
        (await store.RequeueAsync(waiting, [JobState.Paused], Stop)).State.ShouldBe(JobState.Queued);
        (await store.AskAsync(waiting, JobWish.Cancel, Stop)).State.ShouldBe(JobState.Cancelled);
        (await store.AskAsync(waiting, JobWish.Cancel, Stop)).State.ShouldBe(JobState.Cancelled);

        (await store.BeatAsync(claim!, null, null, Stop)).ShouldBe(JobWish.None);
        (await store.AskAsync(running, JobWish.Pause, Stop)).State.ShouldBe(JobState.Running);
        (await store.BeatAsync(claim!, null, null, Stop)).ShouldBe(JobWish.Pause);
        await store.AskAsync(running, JobWish.Cancel, Stop);
        (await store.BeatAsync(claim!, null, null, Stop)).ShouldBe(JobWish.Cancel);
        await store.EndAsync(claim!, JobState.Cancelled, null, null, null, Stop);
        (await store.AskAsync(running, JobWish.Cancel, Stop)).State.ShouldBe(JobState.Cancelled);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_wish_that_comes_while_a_run_ends_is_not_forgotten(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);

        (await EndAsync(database, JobState.Queued, JobWish.Cancel)).ShouldBe((JobState.Cancelled, true));
        (await EndAsync(database, JobState.Paused, JobWish.Cancel)).ShouldBe((JobState.Cancelled, true));
        (await EndAsync(database, JobState.Failed, JobWish.Cancel)).ShouldBe((JobState.Cancelled, true));
        (await EndAsync(database, JobState.Queued, JobWish.Pause)).ShouldBe((JobState.Paused, false));
        (await EndAsync(database, JobState.Queued, JobWish.Cancel, JobWish.Pause)).ShouldBe((JobState.Cancelled, true));
        (await EndAsync(database, JobState.Completed, JobWish.Cancel)).ShouldBe((JobState.Completed, true));
        (await EndAsync(database, JobState.Queued)).ShouldBe((JobState.Queued, false));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_silent_job_is_found_behind_any_number_of_waiting_ones(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var store = new JobStore(database.Library, TimeProvider.System);
        foreach (var one in (string[])["gone-plugin", "download", "download", "download", "index", "verify"])
        {
            await store.AddAsync(store.Create(one, "{}"), null, Stop);
            // Those of one moment have no order.
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Stop);
        }

        var all = (await store.ListAsync(null, null, 0, 100, Stop)).Rows.Reverse().ToArray();
        var silent = all.Single(job => job.Kind == "verify");
        await store.ClaimAsync(silent.Id, "dead", silentAttempt: null, Stop);
        await store.ClaimAsync(all[0].Id, "dead", silentAttempt: null, Stop);

        var found = await store.FindWaitingAsync(["download", "index", "verify"], TimeSpan.FromHours(-1), 2, Stop);

        found.Select(job => job.Id).ShouldBe([silent.Id, all[1].Id, all[2].Id, all[4].Id]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Jobs_that_were_over_long_ago_are_forgotten_with_their_logs(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var (store, old) = await QueueAsync(database);
        var (_, fresh) = await QueueAsync(database);
        var (_, going) = await QueueAsync(database);
        foreach (var id in (string[])[old, fresh])
            await store.AskAsync(id, JobWish.Cancel, Stop);
        await store.LogAsync(old, "info", ["a", "b"], Stop);
        await using var context = database.Library.CreateContext();
        var before = TimeProvider.System.GetUtcNow().UtcDateTime - JobStore.Kept - TimeSpan.FromMinutes(1);
        await context
            .Jobs.Where(job => job.Id == old)
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.FinishedAt, before), Stop);

        var forgotten = await store.ForgetAsync(Stop);

        forgotten.ShouldBe(1);
        (await context.Jobs.Select(job => job.Id).ToListAsync(Stop)).ShouldBe([fresh, going], ignoreOrder: true);
        (await context.JobLog.CountAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task A_log_takes_a_thousand_lines_at_once_and_counts_the_rest()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var (store, id) = await QueueAsync(database);
        var claim = await store.ClaimAsync(id, "node", silentAttempt: null, Stop);
        using var run = new JobRun(store, claim!);

        await run.LogAsync([.. Enumerable.Range(1, 1234).Select(number => $"line {number}")], "warning", Stop);

        var lines = await store.ReadLogAsync(id, Stop);
        (lines.Count, lines[0].Message, lines[999].Message).ShouldBe((1001, "line 1", "line 1000"));
        lines[1000].Message.ShouldStartWith("234 more");
    }

    private static async Task<(string State, bool IsFinished)> EndAsync(
        TestDatabase database,
        string state,
        params JobWish[] wishes
    )
    {
        var (store, id) = await QueueAsync(database);
        var claim = await store.ClaimAsync(id, "node", silentAttempt: null, Stop);
        foreach (var wish in wishes)
        {
            if (wish == JobWish.Pause && wishes.Length > 1)
                await Should.ThrowAsync<LibraryException>(() => store.AskAsync(id, wish, Stop));
            else
                await store.AskAsync(id, wish, Stop);
        }

        var told = await store.EndAsync(claim!, state, null, null, null, Stop);
        var row = await ReadAsync(database, id);
        (told.State, told.Wish, row.Wish).ShouldBe((row.State, null, null));
        return (row.State, row.FinishedAt is not null);
    }

    [Fact]
    public async Task What_is_over_is_told_in_one_sentence()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var (store, id) = await QueueAsync(database);
        var claim = await store.ClaimAsync(id, "node", silentAttempt: null, Stop);
        await store.EndAsync(claim!, JobState.Completed, null, null, null, Stop);

        var stop = await Should.ThrowAsync<LibraryException>(() => store.AskAsync(id, JobWish.Pause, Stop));
        var again = await Should.ThrowAsync<LibraryException>(() => store.RequeueAsync(id, [JobState.Failed], Stop));
        var unknown = await Should.ThrowAsync<LibraryException>(() => store.AskAsync("nope", JobWish.Cancel, Stop));

        stop.Failure.Code.ShouldBe(FailureCode.Conflict);
        stop.Message.ShouldContain("is completed");
        again.Message.ShouldContain("only one that is failed");
        unknown.Failure.Code.ShouldBe(FailureCode.NotFound);
    }

    private static async Task<(JobStore Store, string Id)> QueueAsync(TestDatabase database)
    {
        var store = new JobStore(database.Library, TimeProvider.System);
        var row = store.Create("download", """{"a":1}""");
        await using var context = database.Library.CreateContext();
        context.Jobs.Add(row);
        await context.SaveChangesAsync(Stop);
        return (store, row.Id);
    }

    private static async Task<JobRow> ReadAsync(TestDatabase database, string id)
    {
        await using var context = database.Library.CreateContext();
        return await context.Jobs.AsNoTracking().SingleAsync(job => job.Id == id, Stop);
    }
}
