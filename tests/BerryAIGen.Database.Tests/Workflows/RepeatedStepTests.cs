using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;
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

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_done_outlives_days_without_a_server(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var (done, paths) = (new List<string>(), new List<string>());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var desk = new WorkerDesk(database.Library, DrawAsync);
        var id = await desk.SubmitAsync("me", WorkerDesk.Dreams(0, "a", "b", "c"));
        var job = desk.Waiting.Single();
        await Should.ThrowAsync<OperationCanceledException>(desk.RunUntilAsync(stop.Token));

        // The server was killed, and is started again after longer than files are kept: it cleans up first.
        var work = Path.GetDirectoryName(paths[0])!;
        var parts = Directory.GetDirectories(work, "parts.*").ShouldHaveSingleItem();
        var old = TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromDays(40);
        foreach (var file in Directory.GetFiles(Path.Combine(work, "..", "blobs"), "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, old);
        Directory.SetLastWriteTimeUtc(parts, old);
        desk.Time.Advance(TimeSpan.FromDays(40));
        await desk.Blobs.ForgetAsync(Stop);
        await desk.Runner.RunAsync(job, Stop);
        await desk.Blobs.ForgetAsync(Stop);

        done.ShouldBe(["a", "b", "c", "c"]);
        var step = await desk.StepAsync("me", id);
        step.Status.ShouldBe(StepStatus.Succeeded, step.Error);
        foreach (var one in JsonNode.Parse(step.Output!)!["steps"]!.AsArray())
            (await desk.Blobs.FindAsync($"{one!["output"]!["blob"]!["id"]}", "me", Stop)).ShouldNotBeNull();

        async Task<JsonObject> DrawAsync(StepWork work1, CancellationToken cancellationToken)
        {
            done.Add(work1.Input["text"]!.ToString());
            if (done.Count == 3)
                await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            var path = Path.Combine(work1.Folder, "made.png");
            paths.Add(work1.Folder);
            await File.WriteAllBytesAsync(path, new PngMaker(done.Count, 1).Build(), cancellationToken);
            var blob = await work1.KeepAsync(new MadeFile(path, MediaKind.Png), cancellationToken);
            return new JsonObject { ["blob"] = blob };
        }
    }

    [Fact]
    public async Task Parts_of_a_step_that_is_given_up_go_after_a_day_with_their_bytes()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var folder = "";
        using var desk = new WorkerDesk(database.Library, DrawAsync);
        await desk.SubmitAsync("me", WorkerDesk.Dreams(0, "a", "b"));
        await desk.RunNextAsync();
        var root = Path.GetFullPath(Path.Combine(folder, "..", ".."));
        var parts = Directory.GetDirectories(Path.Combine(root, "work"), "parts.*").ShouldHaveSingleItem();

        await desk.Blobs.ForgetAsync(Stop);
        var fresh = Files().Length;
        desk.Time.Advance(TimeSpan.FromDays(2));
        await desk.Blobs.ForgetAsync(Stop);

        fresh.ShouldBe(1);
        Directory.Exists(parts).ShouldBeFalse();
        Files().ShouldBeEmpty();

        string[] Files() => Directory.GetFiles(Path.Combine(root, "blobs"), "*", SearchOption.AllDirectories);

        async Task<JsonObject> DrawAsync(StepWork work, CancellationToken cancellationToken)
        {
            folder = work.Folder;
            if (work.Input["text"]!.ToString() == "b")
                throw new LibraryException(FailureCode.Usage, "Not this one.");
            var path = Path.Combine(work.Folder, "made.png");
            await File.WriteAllBytesAsync(path, new PngMaker().Build(), cancellationToken);
            return new JsonObject
            {
                ["blob"] = await work.KeepAsync(new MadeFile(path, MediaKind.Png), cancellationToken),
            };
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
