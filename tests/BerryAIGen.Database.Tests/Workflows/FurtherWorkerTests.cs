using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests.Workflows;

/// <summary>One worker more: what it does and whose turn it is.</summary>
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
        using var desk = new WorkerDesk(database.Library, (work, _) => WorkerDesk.SaidAsync(work, order));
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
        await desk.BringOnAsync(Stop);
        var early = desk.Waiting.Count;
        desk.Time.Advance(TimeSpan.FromSeconds(3));
        await desk.BringOnAsync(Stop);
        await desk.RunNextAsync();
        desk.Time.Advance(TimeSpan.FromSeconds(3));
        await desk.BringOnAsync(Stop);
        // The second pause is twice as long.
        var stillEarly = desk.Waiting.Count;
        desk.Time.Advance(TimeSpan.FromSeconds(3));
        await desk.BringOnAsync(Stop);
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
}
