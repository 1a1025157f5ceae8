using System.Text.Json.Nodes;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Workflows;

/// <summary>What is kept of workflows, how long, and where pictures in an input go.</summary>
public sealed class WorkflowKeepingTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

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

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_ephemeral_is_forgotten_after_an_hour_and_never_before_its_callbacks_are_sent(
        DatabaseKind kind
    )
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var desk = new WorkerDesk(database.Library, (_, _) => Task.FromResult(new JsonObject()));
        await AddAsync("quiet", isEphemeral: true, isToldOf: null);
        await AddAsync("told", isEphemeral: true, isToldOf: true);
        await AddAsync("untold", isEphemeral: true, isToldOf: false);
        await AddAsync("usual", isEphemeral: false, isToldOf: null);

        desk.Time.Advance(TimeSpan.FromMinutes(59));
        var soon = await desk.Store.ForgetAsync(Stop);
        desk.Time.Advance(TimeSpan.FromMinutes(2));
        var later = await desk.Store.ForgetAsync(Stop);

        (soon, later).ShouldBe((0, 2));
        // Nobody is told of one that is ephemeral and ended, so the table itself is looked at.
        await using var left = database.Library.CreateContext();
        (await left.Workflows.Select(row => row.Id).ToListAsync(Stop)).ShouldBe(["untold", "usual"], ignoreOrder: true);

        async Task AddAsync(string id, bool isEphemeral, bool? isToldOf)
        {
            var now = desk.Time.GetUtcNow().UtcDateTime;
            await using var context = database.Library.CreateContext();
            context.Workflows.Add(
                new WorkflowRow
                {
                    Id = id,
                    Owner = "me",
                    Status = StepStatus.Succeeded,
                    IsEphemeral = isEphemeral,
                    CompletedAt = now,
                }
            );
            if (isToldOf is { } isTold)
                context.WorkflowCallbacks.Add(
                    new CallbackRow
                    {
                        WorkflowId = id,
                        Url = "https://listener.invalid/",
                        Payload = "{}",
                        NextAt = isTold ? null : now,
                        CreatedAt = now,
                    }
                );
            await context.SaveChangesAsync(Stop);
        }
    }
}
