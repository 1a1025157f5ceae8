using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Workflows;

/// <summary>Steps whose server is gone for good, and those whose server may come back.</summary>
public sealed class LostStepTests(PostgreSqlServer server)
{
    private const string Why = "No server has done \"paint\" for 10 minutes; submit it again once one does.";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_nobody_has_done_for_long_ends_with_its_reason_and_nothing_else(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var poor = Poor(database);
        await SayAsync(poor, database);
        await poor.Nodes.ExchangeAsync(Stop);
        var dream = await poor.SubmitAsync("me", WorkerDesk.Dream());
        var job = poor.Waiting.Single();
        await AddAsync(database, "waits", null);
        await AddAsync(database, "queued", await JobAsync(poor));
        await AddAsync(database, "silent", await JobAsync(poor, isTaken: true), StepStatus.Processing);
        var alive = await JobAsync(poor, isTaken: true);
        await AddAsync(database, "alive", alive, StepStatus.Processing);
        var paused = await JobAsync(poor);
        await poor.Jobs.AskAsync(paused, JobWish.Pause, Stop);
        await AddAsync(database, "paused", paused);

        // The other one is believed in for five minutes, and then it takes ten.
        await WatchAsync(poor, TimeSpan.FromMinutes(14));
        var early = (await poor.Lost.EndAsync(Stop), await poor.Runs.MayTakeAsync(job, Stop));
        await WatchAsync(poor, TimeSpan.FromMinutes(2));
        await using (var context = database.Library.CreateContext())
            await context
                .Jobs.Where(row => row.Id == alive)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.BeatAt, poor.Time.GetUtcNow().UtcDateTime), Stop);
        var late = await poor.Lost.EndAsync(Stop);
        await poor.RunNextAsync();

        early.ShouldBe((0, false));
        late.ShouldBe(3);
        foreach (var id in (string[])["waits", "queued", "silent"])
        {
            var step = await poor.StepAsync("me", id);
            (step.Status, step.Error, step.IsUserError).ShouldBe((StepStatus.Failed, Why, false));
            if (step.JobId is not null)
                (await poor.Jobs.GetAsync(step.JobId, Stop)).State.ShouldBe(JobState.Failed);
        }

        (await poor.StepAsync("me", "alive")).Status.ShouldBe(StepStatus.Processing);
        (await poor.Jobs.GetAsync(alive, Stop)).State.ShouldBe(JobState.Running);
        (await poor.StepAsync("me", "paused")).Status.ShouldBe(StepStatus.Unassigned);
        // One of a group that is known here ends by its job.
        var ended = await poor.StepAsync("me", dream);
        (ended.Status, ended.Error).ShouldBe(
            (
                StepStatus.Failed,
                "No server has done \"dream\" for 10 minutes: no-such-tool is not installed (nowhere); submit it again once one does."
            )
        );
        // Its owner is told also where no job says it.
        var tokens = new BlobTokens(new byte[32]);
        var documents = new WorkflowDocuments(tokens, "http://here", hidesMature: false, poor.Time.GetUtcNow());
        var told = documents.Of((await poor.Store.FindAsync("me", "waits", Stop))!)["steps"]![0]!["jobs"]![0]!;
        ($"{told["status"]}", $"{told["reason"]}").ShouldBe((StepStatus.Failed, Why));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_ends_it_names_the_program_that_another_one_lost(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var poor = Poor(database);
        await using (var context = database.Library.CreateContext())
        {
            context.Settings.Add(
                new()
                {
                    Key = "orchestrator/missing/another",
                    Value = """{"paint":"ffmpeg is not installed (Debian: apt install ffmpeg)"}""",
                    UpdatedAt = poor.Time.GetUtcNow().UtcDateTime,
                }
            );
            await context.SaveChangesAsync(Stop);
        }

        await AddAsync(database, "waits", null);
        await poor.Flow.AdvanceAsync("waits", Stop);
        await WatchAsync(poor, TimeSpan.FromMinutes(11));
        var ended = await poor.Lost.EndAsync(Stop);

        ended.ShouldBe(1);
        (await poor.StepAsync("me", "waits")).Error!.ShouldContain(
            "\"paint\" for 10 minutes: ffmpeg is not installed (Debian: apt install ffmpeg);"
        );
        // As this one tells the others what it lacks itself.
        await using var after = database.Library.CreateContext();
        var told = await after.Settings.SingleAsync(
            row => row.Key.StartsWith("orchestrator/missing/") && row.Key != "orchestrator/missing/another",
            Stop
        );
        told.Value.ShouldContain("\"dream\":\"no-such-tool is not installed (nowhere)\"");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_step_is_given_up_after_its_own_ten_minutes_and_not_before_its_turn(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var poor = Poor(database);
        // Nobody has done its type for long; somebody who does was there for a moment, and took these.
        await WatchAsync(poor, TimeSpan.FromMinutes(30));
        var now = poor.Time.GetUtcNow().UtcDateTime;
        poor.Workers.Elsewhere = new Dictionary<string, string>
        {
            [WorkerDesk.Type] = "dreams",
            ["paint"] = "painters",
        };
        var dream = await poor.SubmitAsync("me", WorkerDesk.Dream());
        var job = poor.Waiting.Single();
        await AddAsync(database, "waits", null, at: now);
        await AddAsync(database, "second", null, needs: "first");
        await AddAsync(database, "late", null, needs: "first", ended: now);

        await WatchAsync(poor, TimeSpan.FromMinutes(9));
        var early = (await poor.Lost.EndAsync(Stop), await poor.Runs.MayTakeAsync(job, Stop));
        await WatchAsync(poor, TimeSpan.FromMinutes(2));
        var late = (await poor.Lost.EndAsync(Stop), await poor.Runs.MayTakeAsync(job, Stop));
        await poor.RunNextAsync();

        early.ShouldBe((0, false));
        late.ShouldBe((2, true));
        foreach (var id in (string[])["waits", "late", dream])
            (await poor.StepAsync("me", id)).Status.ShouldBe(StepStatus.Failed, id);
        // What waits for another step has not waited for a worker yet.
        (await poor.StepAsync("me", "second")).Status.ShouldBe(StepStatus.Unassigned);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_server_that_comes_back_and_a_database_that_was_away_let_the_time_begin_anew(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var poor = Poor(database);
        await SayAsync(poor, database);
        await poor.Nodes.ExchangeAsync(Stop);
        await poor.SubmitAsync("me", WorkerDesk.Dream());
        await AddAsync(database, "waits", null);

        await WatchAsync(poor, TimeSpan.FromMinutes(13));
        var before = await EndedAsync(poor);
        await SayAsync(poor, database);
        await WatchAsync(poor, TimeSpan.FromMinutes(14));
        var back = await EndedAsync(poor);
        // Nobody could look, nor say that he lives.
        poor.Time.Advance(TimeSpan.FromMinutes(30));
        await WatchAsync(poor, TimeSpan.FromMinutes(9));
        var away = await EndedAsync(poor);
        await Should.ThrowAsync<OperationCanceledException>(poor.Nodes.ExchangeAsync(new CancellationToken(true)));
        await WatchAsync(poor, TimeSpan.FromMinutes(9));
        var failed = await EndedAsync(poor);
        await WatchAsync(poor, TimeSpan.FromMinutes(2));
        var gone = await EndedAsync(poor);

        (before, back, away, failed).ShouldBe(((0, false), (0, false), (0, false), (0, false)));
        gone.ShouldBe((1, true));
    }

    private static WorkerDesk Poor(TestDatabase database) =>
        new(database.Library, (_, _) => throw new NotSupportedException(), "no-such-tool");

    // Of a group that nobody knows here, and of one whose program is missing.
    private static async Task<(int Ended, bool MayTake)> EndedAsync(WorkerDesk desk) =>
        (await desk.Lost.EndAsync(Stop), await desk.Runs.MayTakeAsync(desk.Waiting.Single(), Stop));

    private static async Task WatchAsync(WorkerDesk desk, TimeSpan length)
    {
        var step = TimeSpan.FromSeconds(30);
        for (var passed = TimeSpan.Zero; passed < length; passed += step)
        {
            desk.Time.Advance(step);
            await desk.Nodes.ExchangeAsync(Stop);
        }
    }

    // As another server of the database says that it lives.
    private static async Task SayAsync(WorkerDesk desk, TestDatabase database)
    {
        const string key = "orchestrator/workers/another";
        await using var context = database.Library.CreateContext();
        await context.Settings.Where(row => row.Key == key).ExecuteDeleteAsync(Stop);
        context.Settings.Add(
            new()
            {
                Key = key,
                Value = $$"""{"{{WorkerDesk.Type}}":"dreams","paint":"painters"}""",
                UpdatedAt = desk.Time.GetUtcNow().UtcDateTime,
            }
        );
        await context.SaveChangesAsync(Stop);
    }

    private static async Task<string> JobAsync(WorkerDesk desk, bool isTaken = false)
    {
        var job = desk.Jobs.Create(WorkflowStepKind.NameOf("painters"), "{}");
        await desk.Jobs.AddAsync(job, null, Stop);
        if (isTaken)
            await desk.Jobs.ClaimAsync(job.Id, "another", silentAttempt: null, Stop);
        return job.Id;
    }

    private static async Task AddAsync(
        TestDatabase database,
        string id,
        string? job,
        string status = StepStatus.Unassigned,
        DateTime at = default,
        string? needs = null,
        DateTime? ended = null
    )
    {
        await using var context = database.Library.CreateContext();
        context.Workflows.Add(
            new WorkflowRow
            {
                Id = id,
                Owner = "me",
                Status = status,
                CreatedAt = at,
            }
        );
        if (needs is not null)
            context.WorkflowSteps.Add(
                new WorkflowStepRow
                {
                    WorkflowId = id,
                    Position = 1,
                    Name = needs,
                    Type = "echo",
                    Group = "files",
                    Status = ended is null ? StepStatus.Processing : StepStatus.Succeeded,
                    CompletedAt = ended,
                }
            );
        context.WorkflowSteps.Add(
            new WorkflowStepRow
            {
                WorkflowId = id,
                Name = "$0",
                Type = "paint",
                Group = "painters",
                Needs = needs is null ? "[]" : $"[\"{needs}\"]",
                Status = status,
                JobId = job,
            }
        );
        await context.SaveChangesAsync(Stop);
    }
}
