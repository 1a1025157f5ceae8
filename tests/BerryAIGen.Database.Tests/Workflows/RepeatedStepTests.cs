using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests.Workflows;

/// <summary>What was done of a list when it has to be gone through once more.</summary>
public sealed class RepeatedStepTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_next_run_goes_on_after_the_items_that_are_done_and_does_lost_ones_again(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var (done, kept) = (new List<string>(), new List<string>());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var desk = new WorkerDesk(database.Library, DrawAsync);
        var id = await desk.SubmitAsync("me", WorkerDesk.Dreams(0, "a", "b", "c", "d"));
        var job = desk.Waiting.Single();

        await Should.ThrowAsync<OperationCanceledException>(desk.RunUntilAsync(stop.Token));
        var first = done.ToArray();
        File.Delete(kept[1]);
        await desk.Runner.RunAsync(job, Stop);

        first.ShouldBe(["a", "b", "c"]);
        done.ShouldBe(["a", "b", "c", "b", "c", "d"]);
        var step = await desk.StepAsync("me", id);
        step.Status.ShouldBe(StepStatus.Succeeded, step.Error);
        var told = JsonNode.Parse(step.Output!)!["steps"]!.AsArray();
        told.Select(one => $"{one!["name"]}").ShouldBe(["$0", "$1", "$2", "$3"]);
        foreach (var one in told)
            (await desk.Blobs.FindAsync($"{one!["output"]!["blob"]!["id"]}", "me", Stop)).ShouldNotBeNull();
        // Nothing else is remembered of them.
        Directory.GetDirectories(Path.Combine(Path.GetDirectoryName(kept[0])!, "..", "..", "work")).ShouldBeEmpty();

        async Task<JsonObject> DrawAsync(StepWork work, CancellationToken cancellationToken)
        {
            done.Add(work.Input["text"]!.ToString());
            if (done.Count == 3)
                await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            var path = Path.Combine(work.Folder, "made.png");
            await File.WriteAllBytesAsync(path, new PngMaker(done.Count, 1).Build(), cancellationToken);
            var sha256 = Convert.ToHexStringLower(
                SHA256.HashData(await File.ReadAllBytesAsync(path, cancellationToken))
            );
            var blob = await work.KeepAsync(new MadeFile(path, MediaKind.Png), cancellationToken);
            kept.Add(
                Directory.GetFiles(Path.Combine(work.Folder, "..", "..", "blobs"), sha256, SearchOption.AllDirectories)[
                    0
                ]
            );
            return new JsonObject { ["blob"] = blob };
        }
    }

    [Fact]
    public async Task An_item_that_takes_too_long_expires_and_the_next_try_begins_with_it()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var done = new List<string>();
        using var desk = new WorkerDesk(database.Library, SleepAsync, timeLimit: "00:00:02");
        var id = await desk.SubmitAsync("me", WorkerDesk.Dreams(1, "a", "b"));

        await desk.RunNextAsync();
        var late = await desk.StepAsync("me", id);
        desk.Time.Advance(TimeSpan.FromSeconds(3));
        foreach (var waiting in await desk.Flow.FindWaitingAsync(Stop))
            await desk.Flow.AdvanceAsync(waiting, Stop);
        await desk.RunNextAsync();

        var former = JsonNode.Parse(late.FormerJobs)!.AsArray().Single()!;
        ($"{former["status"]}", $"{former["reason"]}").ShouldBe(
            (StepStatus.Expired, "Item 1 took longer than 2 seconds.")
        );
        var step = await desk.StepAsync("me", id);
        (step.Status, step.Error, step.IsUserError).ShouldBe((StepStatus.Succeeded, null, false));
        done.ShouldBe(["a", "b", "b"]);

        async Task<JsonObject> SleepAsync(StepWork work, CancellationToken cancellationToken)
        {
            done.Add(work.Input["text"]!.ToString());
            if (done.Count == 2)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return [];
        }
    }
}
