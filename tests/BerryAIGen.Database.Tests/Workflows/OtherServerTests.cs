using System.Text.Json.Nodes;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Workflows;

/// <summary>What servers know of each other's steps: each leaves what only another one does.</summary>
public sealed class OtherServerTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_server_leaves_a_step_that_only_another_one_does(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var poor = new WorkerDesk(database.Library, (_, _) => throw new NotSupportedException(), "no-such-tool");
        var alone = Should.Throw<WorkflowRefusedException>(() => Read(poor));
        await WriteOtherAsync(database.Library, poor.Time.GetUtcNow().UtcDateTime);

        await poor.Nodes.ExchangeAsync(Stop);
        var id = await poor.SubmitAsync("me", WorkerDesk.Dream());
        var job = poor.Waiting.Single();
        await poor.RunNextAsync();

        alone.Message.ShouldContain("no-such-tool is not installed");
        (await poor.Jobs.GetAsync(job, Stop)).State.ShouldBe(JobState.Queued);
        (await poor.StepAsync("me", id)).Status.ShouldBe(StepStatus.Unassigned);
        using var able = new WorkerDesk(database.Library, (_, _) => Task.FromResult(new JsonObject()));
        await able.Runner.RunAsync(job, Stop);
        (await able.StepAsync("me", id)).Status.ShouldBe(StepStatus.Succeeded);
        // Nobody has heard of the other one for long: it is refused again.
        poor.Time.Advance(TimeSpan.FromMinutes(6));
        await poor.Nodes.ExchangeAsync(Stop);
        Should.Throw<WorkflowRefusedException>(() => Read(poor));

        static WorkflowOrder Read(WorkerDesk desk) =>
            desk.Reader.Read(new JsonObject { ["steps"] = new JsonArray(WorkerDesk.Dream()) }, isWaitedFor: false);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_job_takes_the_turn_of_no_step_that_its_server_cannot_do(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var order = new List<string>();
        using var desk = new WorkerDesk(database.Library, (work, _) => WorkerDesk.SaidAsync(work, order));
        var mine = await desk.SubmitAsync("me", WorkerDesk.Dream());
        var job = desk.Waiting.Single();
        await using (var context = database.Library.CreateContext())
        {
            context.Workflows.Add(
                new WorkflowRow
                {
                    Id = "other",
                    Owner = "you",
                    Status = StepStatus.Unassigned,
                }
            );
            context.WorkflowSteps.Add(
                new WorkflowStepRow
                {
                    WorkflowId = "other",
                    Name = "$0",
                    Type = "nightmare",
                    Group = "dreams",
                    Status = StepStatus.Unassigned,
                    JobId = "another-job",
                    Priority = 2,
                }
            );
            await context.SaveChangesAsync(Stop);
        }

        await desk.RunNextAsync();

        (await desk.StepAsync("me", mine)).JobId.ShouldBe(job);
        order.ShouldBe(["sheep"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Only_workflows_with_a_step_that_may_begin_are_brought_on(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var desk = new WorkerDesk(database.Library, (_, _) => Task.FromResult(new JsonObject()));
        var after = WorkerDesk.Dream();
        after["input"] = new JsonObject
        {
            ["text"] = new JsonObject { ["$ref"] = "$0", ["path"] = "output.text" },
        };
        await desk.SubmitAsync("me", WorkerDesk.Dream(), after);
        var lost = await desk.SubmitAsync("me", WorkerDesk.Dream());
        await using (var context = database.Library.CreateContext())
            await context
                .WorkflowSteps.Where(step => step.WorkflowId == lost)
                .ExecuteUpdateAsync(set => set.SetProperty(step => step.JobId, (string?)null), Stop);

        var waiting = await desk.Flow.FindWaitingAsync(Stop);

        waiting.ShouldBe([lost]);
    }

    // As another server of the database says it.
    private static async Task WriteOtherAsync(LibraryDatabase database, DateTime now)
    {
        await using var context = database.CreateContext();
        context.Settings.Add(
            new()
            {
                Key = "orchestrator/workers/another",
                Value = $$"""{"{{WorkerDesk.Type}}":"dreams"}""",
                UpdatedAt = now,
            }
        );
        await context.SaveChangesAsync(Stop);
    }
}
