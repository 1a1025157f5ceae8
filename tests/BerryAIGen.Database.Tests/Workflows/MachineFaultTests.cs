using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Tests.Jobs;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BerryAIGen.Database.Tests.Workflows;

/// <summary>What goes wrong on the machine while a step is done: nobody who asked for it is to blame.</summary>
public sealed class MachineFaultTests(PostgreSqlServer server)
{
    private static readonly Exception[] Away =
    [
        new NpgsqlException("Exception while reading from stream", new IOException("reset")),
        new InvalidOperationException("likely due to a transient failure", new NpgsqlException("57P01")),
        new SqliteException("database or disk is full", 13),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_done_is_written_once_the_database_is_back(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        ConcurrentQueue<Exception> faults = [];
        var done = 0;
        using var desk = new WorkerDesk(
            database.Library.With(new DatabaseGate(text => ThrowNext(faults, text))),
            (_, _) =>
            {
                done++;
                Array.ForEach(Away, faults.Enqueue);
                return Task.FromResult(new JsonObject());
            }
        );
        var id = await desk.SubmitAsync("me", WorkerDesk.Dream());

        await desk.RunNextAsync();

        faults.ShouldBeEmpty();
        var step = await desk.StepAsync("me", id);
        (step.Status, step.Error, done).ShouldBe((StepStatus.Succeeded, null, 1));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_step_to_which_the_database_gave_no_answer_is_tried_again(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var tries = 0;
        using var desk = new WorkerDesk(
            database.Library,
            (_, _) => ++tries == 1 ? throw Away[0] : Task.FromResult(new JsonObject())
        );
        var id = await desk.SubmitAsync("me", WorkerDesk.Dream(retries: 1));

        await desk.RunNextAsync();
        var first = await desk.StepAsync("me", id);
        desk.Time.Advance(TimeSpan.FromSeconds(3));
        foreach (var waiting in await desk.Flow.FindWaitingAsync(Stop))
            await desk.Flow.AdvanceAsync(waiting, Stop);
        await desk.RunNextAsync();

        (first.Status, first.IsUserError).ShouldBe((StepStatus.Unassigned, false));
        first.Error!.ShouldContain("The server's database was away");
        (await desk.StepAsync("me", id)).Status.ShouldBe(StepStatus.Succeeded);
    }

    [Fact]
    public async Task An_item_that_the_machine_failed_at_is_told_as_that_and_counts_as_nobodys_mistake()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        using var desk = new WorkerDesk(
            database.Library,
            (_, _) => throw new MachineFaultException("ffmpeg crashed on the server (signal 11); submit it again.")
        );
        var id = await desk.SubmitAsync("me", WorkerDesk.Dreams(0, "a"));

        await desk.RunNextAsync();

        var step = await desk.StepAsync("me", id);
        (step.Status, step.IsUserError, step.Error).ShouldBe(
            (StepStatus.Failed, false, "Item 0: ffmpeg crashed on the server (signal 11); submit it again.")
        );
    }

    // The end of a step, and no sign of life.
    private static Task ThrowNext(ConcurrentQueue<Exception> faults, string text) =>
        text.Contains("workflow_steps", StringComparison.Ordinal) && faults.TryDequeue(out var fault)
            ? throw fault
            : Task.CompletedTask;
}
