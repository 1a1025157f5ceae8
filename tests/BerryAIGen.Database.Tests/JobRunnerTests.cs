using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Tests.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests;

public sealed class JobRunnerTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_run_writes_its_result_and_what_belongs_to_it(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var jobs = new JobHarness(
            database,
            async (run, cancellationToken) =>
            {
                await run.LogAsync("begun", "info", cancellationToken);
                run.WithEnd = async (context, stop) =>
                    await context.Settings.AddAsync(new() { Key = "made", Value = "1" }, stop);
                return """{"n":1}""";
            }
        );
        var row = await jobs.QueueAsync();

        await jobs.Runner.RunAsync(row.Id, Stop);

        var now = await jobs.Store.GetAsync(row.Id, Stop);
        (now.State, now.Result, now.Progress, now.Attempt).ShouldBe((JobState.Completed, """{"n":1}""", 1, 1));
        (await jobs.Store.ReadLogAsync(row.Id, Stop)).Single().Message.ShouldBe("begun");
        await using var context = database.Library.CreateContext();
        (await context.Settings.CountAsync(Stop)).ShouldBe(1);
        jobs.States.ShouldBe([JobState.Queued, JobState.Running, JobState.Completed]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_failure_is_kept_in_the_words_of_the_error_body(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var jobs = new JobHarness(
            database,
            (_, _) => throw new LibraryException(FailureCode.Disk, "The disk /x is full; make room.")
        );
        var row = await jobs.QueueAsync();

        await jobs.Runner.RunAsync(row.Id, Stop);

        var now = await jobs.Store.GetAsync(row.Id, Stop);
        now.State.ShouldBe(JobState.Failed);
        JobErrors.Read(now.Error)!.Type.ShouldBe("DiskSpaceError");
        JobErrors.Read(now.Error)!.Message.ShouldBe("The disk /x is full; make room.");
    }

    [Theory]
    [InlineData(JobWish.Pause, JobState.Paused, false)]
    [InlineData(JobWish.Cancel, JobState.Cancelled, true)]
    public async Task A_running_job_obeys_a_wish_and_cleans_up_only_when_cancelled(
        JobWish wish,
        string state,
        bool isDiscarded
    )
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var jobs = new JobHarness(database, WaitAsync);
        var row = await jobs.QueueAsync();
        var running = jobs.Runner.RunAsync(row.Id, Stop);
        await Eventually.TrueAsync(() => jobs.States.Contains(JobState.Running), Stop);

        await jobs.Store.AskAsync(row.Id, wish, Stop);
        await running;

        (await jobs.Store.GetAsync(row.Id, Stop)).State.ShouldBe(state);
        jobs.IsDiscarded.ShouldBe(isDiscarded);
    }

    [Fact]
    public async Task A_node_that_stops_hands_its_job_over()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var jobs = new JobHarness(database, WaitAsync);
        var row = await jobs.QueueAsync();
        using var stopping = new CancellationTokenSource();
        var running = jobs.Runner.RunAsync(row.Id, stopping.Token);
        await Eventually.TrueAsync(() => jobs.States.Contains(JobState.Running), Stop);

        await stopping.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running);
        (await jobs.Store.GetAsync(row.Id, Stop)).State.ShouldBe(JobState.Queued);
        jobs.IsDiscarded.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_failed_job_left_goes_once_it_is_over_where_its_kind_says_so(bool discards)
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var jobs = new JobHarness(database, (_, _) => throw Refused()) { DiscardsFailures = discards };
        var row = await jobs.QueueAsync();

        await jobs.Runner.RunAsync(row.Id, Stop);

        (await jobs.Store.GetAsync(row.Id, Stop)).State.ShouldBe(JobState.Failed);
        jobs.DiscardedWhen.ShouldBe(discards ? JobState.Failed : null);
    }

    [Fact]
    public async Task A_run_that_fails_after_it_was_taken_over_removes_nothing()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        JobHarness jobs = null!;
        jobs = new JobHarness(
            database,
            async (run, _) =>
            {
                (await jobs.Store.ClaimAsync(run.Id, "other", silentAttempt: 1, Stop)).ShouldNotBeNull();
                throw Refused();
            }
        )
        {
            DiscardsFailures = true,
        };
        var row = await jobs.QueueAsync();

        await jobs.Runner.RunAsync(row.Id, Stop);

        (await jobs.Store.GetAsync(row.Id, Stop)).State.ShouldBe(JobState.Running);
        jobs.IsDiscarded.ShouldBeFalse();
    }

    [Fact]
    public async Task A_run_that_was_taken_over_is_told_and_ends_without_a_word()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var jobs = new JobHarness(database, WaitAsync);
        var row = await jobs.QueueAsync();
        var running = jobs.Runner.RunAsync(row.Id, Stop);
        await Eventually.TrueAsync(() => jobs.States.Contains(JobState.Running), Stop);

        (await jobs.Store.ClaimAsync(row.Id, "other", silentAttempt: 1, Stop)).ShouldNotBeNull();
        await running;

        var now = await jobs.Store.GetAsync(row.Id, Stop);
        (now.State, now.Attempt).ShouldBe((JobState.Running, 2));
        jobs.IsDiscarded.ShouldBeFalse();
    }

    [Fact]
    public async Task A_job_of_a_process_that_is_gone_is_taken_at_once_and_one_of_a_living_one_is_left_alone()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var jobs = new JobHarness(database, (_, _) => Task.FromResult<string?>(null));
        var gone = await jobs.QueueAsync();
        await jobs.Store.ClaimAsync(gone.Id, JobNode.Current.Name + "0", silentAttempt: null, Stop);
        var living = await jobs.QueueAsync();
        var claim = await jobs.Store.ClaimAsync(living.Id, JobNode.Current.Name, silentAttempt: null, Stop);

        await jobs.Runner.RunAsync(gone.Id, Stop);
        var looking = jobs.Runner.RunAsync(living.Id, Stop);
        while (!looking.IsCompleted)
        {
            await jobs.Store.BeatAsync(claim!, null, null, Stop);
            await Task.WhenAny(looking, Task.Delay(100, Stop));
        }

        (await jobs.Store.GetAsync(gone.Id, Stop)).State.ShouldBe(JobState.Completed);
        (await jobs.Store.GetAsync(living.Id, Stop)).State.ShouldBe(JobState.Running);
    }

    [Fact]
    public async Task A_job_of_another_machine_that_gives_no_sign_of_life_is_taken()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var jobs = new JobHarness(database, (_, _) => Task.FromResult<string?>(null));
        var row = await jobs.QueueAsync();
        await jobs.Store.ClaimAsync(row.Id, "elsewhere:1:2", silentAttempt: null, Stop);

        await jobs.Runner.RunAsync(row.Id, Stop);

        var now = await jobs.Store.GetAsync(row.Id, Stop);
        (now.State, now.Attempt).ShouldBe((JobState.Completed, 2));
    }

    private static async Task<string?> WaitAsync(JobRun run, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return null;
    }

    private static LibraryException Refused() => new(FailureCode.Policy, "No.");
}
