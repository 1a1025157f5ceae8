using System.Text.Json.Nodes;
using BerryAIGen.Library;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests.Workflows;

/// <summary>Whose turn it is goes by what was really done for each.</summary>
public sealed class WorkflowTurnTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_step_that_was_tried_again_counts_by_its_last_try(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var order = new List<string>();
        using var desk = Desk(database, order);
        await desk.SubmitAsync("a", WorkerDesk.Dream("fail", retries: 3));
        await desk.RunNextAsync();
        desk.Time.Advance(TimeSpan.FromMinutes(5));
        await desk.SubmitAsync("b", WorkerDesk.Dream("b1"));
        await desk.RunNextAsync();
        desk.Time.Advance(TimeSpan.FromMinutes(5));
        foreach (var id in await desk.Flow.FindWaitingAsync(Stop))
            await desk.Flow.AdvanceAsync(id, Stop);
        await desk.RunNextAsync();

        await desk.SubmitAsync("a", WorkerDesk.Dream("a2"));
        await desk.SubmitAsync("b", WorkerDesk.Dream("b2"));
        while (desk.Waiting.Count > 0)
            await desk.RunNextAsync();

        order.ShouldBe(["fail", "b1", "fail", "b2", "a2"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_step_that_was_cancelled_before_it_began_counts_for_nothing(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var order = new List<string>();
        using var desk = Desk(database, order);
        await desk.SubmitAsync("b", WorkerDesk.Dream("b1"));
        await desk.RunNextAsync();
        desk.Time.Advance(TimeSpan.FromMinutes(5));
        await desk.Store.CancelAsync("a", await desk.SubmitAsync("a", WorkerDesk.Dream("never")), false, Stop);

        await desk.SubmitAsync("b", WorkerDesk.Dream("b2"));
        await desk.SubmitAsync("a", WorkerDesk.Dream("a2"));
        while (desk.Waiting.Count > 0)
            await desk.RunNextAsync();

        order.ShouldBe(["b1", "a2", "b2"]);
    }

    private static WorkerDesk Desk(TestDatabase database, List<string> order) =>
        new(
            database.Library,
            (work, _) =>
            {
                var text = work.Input["text"]!.ToString();
                order.Add(text);
                return text == "fail"
                    ? throw new LibraryException(FailureCode.Network, "Nobody answered.")
                    : Task.FromResult(new JsonObject());
            }
        );
}
