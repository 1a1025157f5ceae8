using System.Text.Json.Nodes;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Workflows;

/// <summary>One worker more: what it does, whose turn it is, and what servers know of each other's.</summary>
public sealed class FurtherWorkerTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_class_and_a_definition_are_all_that_one_more_takes(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var desk = new WorkerDesk(database.Library, DrawAsync);
        var wrong = WorkerDesk.Dream();
        wrong["input"] = new JsonObject { ["steps"] = 30 };

        var id = await desk.SubmitAsync("me", WorkerDesk.Dream());
        await desk.RunNextAsync();
        var refused = Should.Throw<WorkflowRefusedException>(() =>
            desk.Reader.Read(new JsonObject { ["steps"] = new JsonArray(wrong) }, isWaitedFor: false)
        );

        var step = await desk.StepAsync("me", id);
        (step.Status, step.Group).ShouldBe((StepStatus.Succeeded, "dreams"));
        JsonNode.Parse(step.Output!)!["blob"]!["type"]!.ToString().ShouldBe("image");
        refused.Errors.Keys.ShouldBe(["steps[0].input.steps", "steps[0].input.text"]);

        static async Task<JsonObject> DrawAsync(StepWork work, CancellationToken cancellationToken)
        {
            var path = Path.Combine(work.Folder, "made.png");
            await File.WriteAllBytesAsync(path, new PngMaker().Build(), cancellationToken);
            return new JsonObject
            {
                ["blob"] = await work.KeepAsync(new MadeFile(path, MediaKind.Png), cancellationToken),
            };
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Owners_take_turns_however_many_one_of_them_sends(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var order = new List<string>();
        using var desk = new WorkerDesk(database.Library, (work, _) => Said(work, order));
        foreach (var name in (string[])["a1", "a2", "a3", "a4"])
            await desk.SubmitAsync("a", WorkerDesk.Dream(name));
        foreach (var name in (string[])["b1", "b2"])
            await desk.SubmitAsync("b", WorkerDesk.Dream(name));

        while (desk.Waiting.Count > 0)
            await desk.RunNextAsync();

        order.ShouldBe(["a1", "b1", "a2", "b2", "a3", "a4"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_step_is_tried_again_after_a_pause_and_says_nothing_of_it_once_it_is_done(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var tries = 0;
        using var desk = new WorkerDesk(
            database.Library,
            (_, _) =>
                ++tries < 3
                    ? throw new LibraryException(FailureCode.Network, "Nobody answered.")
                    : Task.FromResult(new JsonObject())
        );
        var id = await desk.SubmitAsync("me", WorkerDesk.Dream(retries: 2));

        await desk.RunNextAsync();
        var first = await desk.StepAsync("me", id);
        await BringOnAsync(desk);
        var early = desk.Waiting.Count;
        desk.Time.Advance(TimeSpan.FromSeconds(3));
        await BringOnAsync(desk);
        await desk.RunNextAsync();
        desk.Time.Advance(TimeSpan.FromSeconds(3));
        await BringOnAsync(desk);
        // The second pause is twice as long.
        var stillEarly = desk.Waiting.Count;
        desk.Time.Advance(TimeSpan.FromSeconds(3));
        await BringOnAsync(desk);
        await desk.RunNextAsync();

        first.Error.ShouldBe("Nobody answered.");
        (early, stillEarly).ShouldBe((0, 0));
        var done = await desk.StepAsync("me", id);
        (done.Status, done.Error).ShouldBe((StepStatus.Succeeded, null));
        JsonNode
            .Parse(done.FormerJobs)!
            .AsArray()
            .Select(job => $"{job!["reason"]}")
            .ShouldBe(["Nobody answered.", "Nobody answered."]);
    }

    [Fact]
    public async Task A_full_disk_is_told_as_one()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        // As .NET throws it on Linux.
        using var desk = new WorkerDesk(
            database.Library,
            (_, _) => throw new IOException("No space left on device : '/secret/path'", 28)
        );
        var id = await desk.SubmitAsync("me", WorkerDesk.Dream());

        await desk.RunNextAsync();

        var step = await desk.StepAsync("me", id);
        (step.Status, step.Error).ShouldBe(
            (StepStatus.Failed, "The server's disk is full. Once there is room, submit it again.")
        );
    }

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
        using var desk = new WorkerDesk(database.Library, (work, _) => Said(work, order));
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

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Pictures_in_an_input_become_blobs_and_long_pages_have_fewer_workflows(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var desk = new WorkerDesk(database.Library, (_, _) => Task.FromResult(new JsonObject()));
        var noise = new byte[9000];
        new Random(1).NextBytes(noise);
        byte[] picture = [.. new PngMaker().Build(), .. noise];
        var step = WorkerDesk.Dream();
        step["input"]!["image"] = $"data:image/png;base64,{Convert.ToBase64String(picture)}";
        var order = desk.Reader.Read(new JsonObject { ["steps"] = new JsonArray(step) }, isWaitedFor: false);

        var moved = await desk.Media.MoveAsync("me", order, Stop);

        var id = moved.Steps[0].Input["image"]!.ToString();
        (await File.ReadAllBytesAsync(desk.Blobs.PathOf((await desk.Blobs.FindAsync(id, "me", Stop))!), Stop)).ShouldBe(
            picture
        );
        moved.Steps[0].Input["text"]!.ToString().ShouldBe("sheep");
        foreach (var _ in Enumerable.Range(0, 12))
            await desk.SubmitAsync("me", WorkerDesk.Dream(new string('x', 100_000)));
        var short1 = new WorkflowStore(
            database.Library,
            desk.Workers,
            new OrchestratorSecret(database.Library, desk.Time),
            new WorkflowLimits { PageBytes = 850_000 },
            desk.Time
        );
        var (first, next) = await short1.ListAsync("me", new WorkflowQuestion(), Stop);
        var (second, end) = await short1.ListAsync("me", new WorkflowQuestion { Cursor = next }, Stop);
        first.Count.ShouldBe(9);
        (second.Count, end).ShouldBe((3, null));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_ended_long_ago_and_files_that_nobody_renewed_are_forgotten(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var desk = new WorkerDesk(database.Library, (_, _) => Task.FromResult(new JsonObject()));
        var old = await desk.SubmitAsync("me", WorkerDesk.Dream());
        await desk.RunNextAsync();
        var (gone, kept) = (await SendAsync(1), await SendAsync(2));
        desk.Time.Advance(TimeSpan.FromDays(20));
        var young = await desk.SubmitAsync("me", WorkerDesk.Dream());
        await desk.RunNextAsync();
        var open = await desk.SubmitAsync("me", WorkerDesk.Dream());
        (await desk.Blobs.RefreshAsync(kept.Id, "you", Stop)).ShouldBeNull();
        (await desk.Blobs.RefreshAsync(kept.Id, "me", Stop)).ShouldNotBeNull();
        desk.Time.Advance(TimeSpan.FromDays(11));

        var workflows = await desk.Store.ForgetAsync(Stop);
        var blobs = await desk.Blobs.ForgetAsync(Stop);

        (workflows, blobs).ShouldBe((1, 1));
        (await desk.Store.FindAsync("me", old, Stop)).ShouldBeNull();
        (await desk.Store.FindAsync("me", young, Stop)).ShouldNotBeNull();
        (await desk.Store.FindAsync("me", open, Stop)).ShouldNotBeNull();
        (await desk.Blobs.FindAsync(gone.Id, "me", Stop)).ShouldBeNull();
        (await desk.Blobs.FindAsync(kept.Id, "me", Stop)).ShouldNotBeNull();

        async Task<BlobRow> SendAsync(byte salt)
        {
            using var body = new MemoryStream([.. new PngMaker().Build(), salt]);
            return await desk.Blobs.ReceiveAsync("me", body, MediaKind.Png, Stop);
        }
    }

    private static Task<JsonObject> Said(StepWork work, List<string> order)
    {
        order.Add(work.Input["text"]!.ToString());
        return Task.FromResult(new JsonObject());
    }

    private static async Task BringOnAsync(WorkerDesk desk)
    {
        foreach (var id in await desk.Flow.FindWaitingAsync(Stop))
            await desk.Flow.AdvanceAsync(id, Stop);
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
