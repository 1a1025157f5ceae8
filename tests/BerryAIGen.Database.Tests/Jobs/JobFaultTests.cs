using System.Collections.Concurrent;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BerryAIGen.Database.Tests.Jobs;

/// <summary>What a run does when the database, or what belongs to the job, does not do its part.</summary>
public sealed class JobFaultTests(PostgreSqlServer server)
{
    private static readonly Exception[] Away =
    [
        new SqliteException("The database is locked.", 5),
        new DbUpdateException("Saving failed.", new SqliteException("The database is locked.", 5)),
        new InvalidOperationException("Likely due to a transient failure.", new NpgsqlException("The line is cut.")),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_run_lives_on_when_the_database_does_not_take_some_signs_of_life(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        ConcurrentQueue<Exception> faults = [];
        var end = new TaskCompletionSource();
        var jobs = new JobHarness(
            database.Library.With(new DatabaseGate(text => ThrowNext(faults, text, "beat_at"))),
            async (_, cancellationToken) =>
            {
                await end.Task.WaitAsync(cancellationToken);
                return null;
            }
        );
        var row = await jobs.QueueAsync();
        var running = jobs.Runner.RunAsync(row.Id, Stop);
        await Eventually.TrueAsync(() => jobs.States.Contains(JobState.Running), Stop);
        Array.ForEach(Away, faults.Enqueue);
        await Eventually.TrueAsync(() => faults.IsEmpty, Stop);
        var before = (await jobs.Store.GetAsync(row.Id, Stop)).BeatAt;

        while ((await jobs.Store.GetAsync(row.Id, Stop)).BeatAt <= before && !running.IsCompleted)
            await Task.Delay(50, Stop);
        end.SetResult();
        await running;

        var now = await jobs.Store.GetAsync(row.Id, Stop);
        (now.State, now.Attempt).ShouldBe((JobState.Completed, 1));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task How_it_ended_is_told_again_until_the_database_takes_it(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        ConcurrentQueue<Exception> faults = [];
        var jobs = new JobHarness(
            database.Library.With(new DatabaseGate(text => ThrowNext(faults, text, "result"))),
            (_, _) =>
            {
                Array.ForEach(Away, faults.Enqueue);
                return Task.FromResult<string?>("""{"n":1}""");
            }
        );
        var row = await jobs.QueueAsync();

        await jobs.Runner.RunAsync(row.Id, Stop);

        faults.ShouldBeEmpty();
        var now = await jobs.Store.GetAsync(row.Id, Stop);
        (now.State, now.Result, now.Attempt).ShouldBe((JobState.Completed, """{"n":1}""", 1));
    }

    [Fact]
    public async Task What_was_done_is_not_told_as_failed_because_the_database_was_away_for_long()
    {
        const int LongerThanARestart = 25;
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        ConcurrentQueue<Exception> faults = [];
        var jobs = new JobHarness(
            database.Library.With(new DatabaseGate(text => ThrowNext(faults, text, "result"))),
            (run, _) =>
            {
                run.WithEnd = (_, _) => Task.CompletedTask;
                for (var number = 0; number < LongerThanARestart; number++)
                    faults.Enqueue(Away[number % Away.Length]);
                return Task.FromResult<string?>("{}");
            }
        );
        var row = await jobs.QueueAsync();

        await jobs.Runner.RunAsync(row.Id, Stop);

        faults.ShouldBeEmpty();
        (await jobs.Store.GetAsync(row.Id, Stop)).State.ShouldBe(JobState.Completed);
    }

    [Fact]
    public async Task A_run_without_a_heart_beat_stops_and_says_nothing_more()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var jobs = new JobHarness(
            database,
            async (run, cancellationToken) =>
            {
                run.WithBeat = (_, _) => throw new FormatException("nobody thought of this");
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return null;
            }
        );
        var row = await jobs.QueueAsync();

        await jobs.Runner.RunAsync(row.Id, Stop).WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, Stop);

        var now = await jobs.Store.GetAsync(row.Id, Stop);
        (now.State, now.Attempt, now.Owner is null).ShouldBe((JobState.Running, 1, false));
        jobs.IsDiscarded.ShouldBeFalse();
    }

    [Fact]
    public async Task A_job_whose_last_write_is_impossible_fails_instead_of_running_for_ever()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var jobs = new JobHarness(
            database,
            (run, _) =>
            {
                run.WithEnd = (_, _) => throw new FormatException("nobody thought of this");
                return Task.FromResult<string?>("{}");
            }
        );
        var row = await jobs.QueueAsync();

        await jobs.Runner.RunAsync(row.Id, Stop);

        (await jobs.Store.GetAsync(row.Id, Stop)).State.ShouldBe(JobState.Failed);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_cancelled_job_is_over_before_its_remains_go_and_also_when_they_stay(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var jobs = new JobHarness(
            database,
            async (_, cancellationToken) =>
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return null;
            }
        )
        {
            DiscardFault = new LibraryException(FailureCode.Disk, "The disk /x is read-only."),
        };
        var row = await jobs.QueueAsync();
        var running = jobs.Runner.RunAsync(row.Id, Stop);
        await Eventually.TrueAsync(() => jobs.States.Contains(JobState.Running), Stop);

        await jobs.Store.AskAsync(row.Id, JobWish.Cancel, Stop);
        await running;

        (await jobs.Store.GetAsync(row.Id, Stop)).State.ShouldBe(JobState.Cancelled);
        jobs.DiscardedWhen.ShouldBe(JobState.Cancelled);
        (await jobs.Store.ReadLogAsync(row.Id, Stop)).Single().Message.ShouldContain("The disk /x is read-only.");
    }

    [Fact]
    public async Task A_cancel_that_comes_while_the_node_hands_over_is_a_cancel()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        JobHarness jobs = null!;
        jobs = new JobHarness(
            database,
            async (run, cancellationToken) =>
            {
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                finally
                {
                    await jobs.Store.AskAsync(run.Id, JobWish.Cancel, Stop);
                }

                return null;
            }
        );
        var row = await jobs.QueueAsync();
        using var stopping = new CancellationTokenSource();
        var running = jobs.Runner.RunAsync(row.Id, stopping.Token);
        await Eventually.TrueAsync(() => jobs.States.Contains(JobState.Running), Stop);

        await stopping.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running);
        (await jobs.Store.GetAsync(row.Id, Stop)).State.ShouldBe(JobState.Cancelled);
        jobs.IsDiscarded.ShouldBeTrue();
    }

    private static Task ThrowNext(ConcurrentQueue<Exception> faults, string text, string column) =>
        text.StartsWith("UPDATE", StringComparison.Ordinal)
        && text.Contains(column, StringComparison.Ordinal)
        && faults.TryDequeue(out var fault)
            ? throw fault
            : Task.CompletedTask;
}
