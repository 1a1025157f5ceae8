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
