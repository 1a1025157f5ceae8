using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Tests.Jobs;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Downloads;

/// <summary>Downloads as rows: what is listed, what is forgotten, and what nobody may lose by that.</summary>
public sealed class DownloadRowsTests(PostgreSqlServer server) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_cleared_loses_its_part_and_what_is_retried_meanwhile_keeps_it(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var store = Store(database);
        var failed = await FailAsync(database, store, "a");
        var retried = await FailAsync(database, store, "b");
        var isRetried = false;
        var gate = new TransactionGate(async () =>
        {
            if (isRetried)
                return;
            isRetried = true;
            await store.RequeueAsync(retried, [JobState.Failed], Stop);
        });
        var tasks = new DownloadTasks(database.Library.With(gate));

        var cleared = await new DownloadControl(new RowEngine(store), tasks, TimeProvider.System).ClearAsync(
            null,
            Stop
        );

        isRetried.ShouldBeTrue();
        cleared.ShouldBe(1);
        File.Exists(PartOf("a")).ShouldBeFalse();
        File.Exists(PartOf("b")).ShouldBeTrue();
        (await store.FindAsync(failed, Stop)).ShouldBeNull();
        (await store.GetAsync(retried, Stop)).State.ShouldBe(JobState.Queued);
        (await new DownloadTasks(database.Library).GetAsync(retried, Stop)).Status.ShouldBe(DownloadStatus.Pending);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_tried_again_while_its_parts_are_to_go_keeps_them(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var store = Store(database);
        var (given, retried) = (await FailAsync(database, store, "a"), await FailAsync(database, store, "b"));
        foreach (var id in (string[])[given, retried])
            await store.AskAsync(id, JobWish.Cancel, Stop);
        var isRetried = false;
        // Before the first step that changes anything, whatever was looked at until then.
        var gate = new TransactionGate(RetryAsync);
        var steps = new DatabaseGate(text =>
            text.StartsWith("UPDATE", StringComparison.Ordinal) ? RetryAsync() : Task.CompletedTask
        );
        var tasks = new DownloadTasks(database.Library.With(gate, steps));

        await tasks.DiscardAsync(retried, Stop);
        await tasks.DiscardAsync(given, Stop);

        isRetried.ShouldBeTrue();
        File.Exists(PartOf("b")).ShouldBeTrue();
        (await PartsAsync(retried)).ShouldContain(PartOf("b"));
        File.Exists(PartOf("a")).ShouldBeFalse();
        (await PartsAsync(given)).ShouldBe("[]");

        async Task<string> PartsAsync(string id)
        {
            await using var context = database.Library.CreateContext();
            return await context
                .DownloadTasks.Where(task => task.TaskId == id)
                .Select(task => task.Parts)
                .SingleAsync(Stop);
        }

        async Task RetryAsync()
        {
            if (isRetried)
                return;
            isRetried = true;
            await store.RequeueAsync(retried, [JobState.Cancelled], Stop);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_failed_or_was_cancelled_long_ago_is_forgotten_with_its_part(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var time = new MovedTime();
        var store = new JobStore(database.Library, time, [new DownloadFollower()]);
        List<string> ids = [];
        foreach (var model in (string[])["failed", "cancelled", "paused", "again", "late"])
            ids.Add(await FailAsync(database, store, model));
        await store.AskAsync(ids[1], JobWish.Cancel, Stop);
        foreach (var id in ids[2..4])
            await store.RequeueAsync(id, [JobState.Failed], Stop);
        await store.AskAsync(ids[2], JobWish.Pause, Stop);
        time.Advance(TimeSpan.FromDays(29));
        await EndAsync(store, ids[3], JobState.Failed);
        await store.AskAsync(ids[4], JobWish.Cancel, Stop);
        time.Advance(TimeSpan.FromDays(2));

        var never = await ForgetAsync(null);
        var forgotten = await ForgetAsync(TimeSpan.FromDays(30));

        (never, forgotten).ShouldBe((0, 2));
        foreach (
            var (model, stays) in new[]
            {
                ("failed", false),
                ("cancelled", false),
                ("paused", true),
                ("again", true),
                ("late", true),
            }
        )
            File.Exists(PartOf(model)).ShouldBe(stays, model);
        await using var context = database.Library.CreateContext();
        (await context.DownloadTasks.Select(task => task.ModelId).ToListAsync(Stop)).ShouldBe(
            ["paused", "again", "late"],
            ignoreOrder: true
        );
        (await context.Jobs.CountAsync(Stop)).ShouldBe(3);

        Task<int> ForgetAsync(TimeSpan? kept) =>
            new DownloadRetention(
                new DownloadTasks(database.Library),
                new DownloadLimits(TimeSpan.FromHours(1), kept),
                time
            ).ForgetAsync(Stop);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_part_that_the_disk_keeps_keeps_its_download_and_no_other(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var store = Store(database);
        List<string> ids = [];
        foreach (var model in (string[])["a", "stubborn", "z"])
            ids.Add(await FailAsync(database, store, model));
        // No file can be deleted of this name.
        File.Delete(PartOf("stubborn"));
        Directory.CreateDirectory(Path.Combine(PartOf("stubborn"), "inside"));
        var tasks = new DownloadTasks(database.Library);

        var cleared = await tasks.ClearAsync([DownloadStatus.Failed], null, Stop);

        cleared.Count.ShouldBe(2);
        cleared.Problem.ShouldNotBeNull();
        (File.Exists(PartOf("a")), File.Exists(PartOf("z"))).ShouldBe((false, false));
        (await tasks.ListAsync(null, 0, null, Stop)).Tasks.ShouldHaveSingleItem().TaskId.ShouldBe(ids[1]);
        (await store.GetAsync(ids[1], Stop)).State.ShouldBe(JobState.Failed);
        Directory.Delete(Path.Combine(PartOf("stubborn"), "inside"));
        Directory.Delete(PartOf("stubborn"));
        (await tasks.ClearAsync([DownloadStatus.Failed], null, Stop)).ShouldBe(new ClearedDownloads(1, null));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_part_that_another_download_works_on_stays(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var store = Store(database);
        var (failed, cancelled) = (await FailAsync(database, store, "a"), await FailAsync(database, store, "b"));
        // The same two files by other names.
        var parts = $"""["{PartOf("a")}","{PartOf("b")}"]""";
        await AddAsync(database, store, "other", parts);
        await store.AskAsync(cancelled, JobWish.Cancel, Stop);
        var tasks = new DownloadTasks(database.Library);

        var cleared = await tasks.ClearAsync([DownloadStatus.Failed], null, Stop);
        await tasks.DiscardAsync(cancelled, Stop);

        cleared.ShouldBe(new ClearedDownloads(1, null));
        (await store.FindAsync(failed, Stop)).ShouldBeNull();
        (File.Exists(PartOf("a")), File.Exists(PartOf("b"))).ShouldBe((true, true));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Downloads_are_read_page_by_page_and_each_knows_its_place_in_the_queue(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var store = Store(database);
        List<string> ids = [];
        for (var number = 0; number < 1005; number++)
            ids.Add(await AddAsync(database, store, $"m{number}"));
        await store.AskAsync(ids[2], JobWish.Pause, Stop);
        var tasks = new DownloadTasks(database.Library);

        var (all, total) = await tasks.ListAsync(null, 0, null, Stop);
        var (page, waiting) = await tasks.ListAsync(DownloadStatus.Pending, 1001, 2, Stop);

        (all.Count, total, waiting).ShouldBe((1005, 1005, 1004));
        all[0].TaskId.ShouldBe(ids[^1]);
        all[0].QueuePosition.ShouldBe(1004);
        page.Select(task => (task.TaskId, task.QueuePosition)).ShouldBe([(ids[3], 3), (ids[1], 2)]);
        (await tasks.GetAsync(ids[2], Stop)).QueuePosition.ShouldBeNull();
        (await tasks.GetAsync(ids[0], Stop)).QueuePosition.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Moves_at_the_same_time_leave_each_one_place(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var store = Store(database);
        List<string> ids = [];
        for (var number = 0; number < 6; number++)
            ids.Add(await AddAsync(database, store, $"m{number}"));
        var tasks = new DownloadTasks(database.Library);
        var queue = new DownloadMoves(database.Library, tasks, TimeProvider.System);

        // Rows of before there was an order have no turn of their own yet.
        await queue.MoveAsync(ids[5], 1, Stop);
        await Task.WhenAll(ids.Take(3).Select(id => Task.Run(() => queue.MoveAsync(id, 4, Stop), Stop)));

        var (all, _) = await tasks.ListAsync(null, 0, null, Stop);
        all.Select(task => task.QueuePosition!.Value).Order().ShouldBe([1, 2, 3, 4, 5, 6]);
        all.Single(task => task.TaskId == ids[5]).QueuePosition.ShouldBe(1);
        await using var context = database.Library.CreateContext();
        (await context.DownloadTasks.Select(row => row.Position).Distinct().CountAsync(Stop)).ShouldBe(6);
    }

    private string PartOf(string model) => folder.Combine($"{model}.safetensors.01234567.part");

    private static JobStore Store(TestDatabase database) =>
        new(database.Library, TimeProvider.System, [new DownloadFollower()]);

    private async Task<string> FailAsync(TestDatabase database, JobStore store, string model)
    {
        folder.Write(Path.GetFileName(PartOf(model)), "half of it"u8);
        var id = await AddAsync(database, store, model);
        await EndAsync(store, id, JobState.Failed);
        return id;
    }

    private static async Task EndAsync(JobStore store, string id, string state)
    {
        var claim = await store.ClaimAsync(id, "node", silentAttempt: null, Stop);
        await store.EndAsync(claim!, state, null, null, null, Stop);
    }

    private async Task<string> AddAsync(TestDatabase database, JobStore store, string model, string? parts = null)
    {
        var job = store.Create(DownloadKind.KindName, "{}");
        await store.AddAsync(
            job,
            (context, row) =>
            {
                context.DownloadTasks.Add(
                    new DownloadTaskRow
                    {
                        TaskId = row.Id,
                        ModelId = model,
                        Reference = $"https://example.com/{model}.safetensors",
                        Parts = parts ?? $"""["{PartOf(model)}"]""",
                        CreatedAt = row.CreatedAt,
                        UpdatedAt = row.UpdatedAt,
                    }
                );
                return Task.CompletedTask;
            },
            Stop
        );
        return job.Id;
    }
}
