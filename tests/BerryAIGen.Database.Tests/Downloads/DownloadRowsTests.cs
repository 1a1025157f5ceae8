using BerryAIGen.Database.Downloads;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Tests.Jobs;
using BerryAIGen.Testing;

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

    private string PartOf(string model) => folder.Combine($"{model}.safetensors.01234567.part");

    private static JobStore Store(TestDatabase database) =>
        new(database.Library, TimeProvider.System, [new DownloadFollower()]);

    private async Task<string> FailAsync(TestDatabase database, JobStore store, string model)
    {
        folder.Write(Path.GetFileName(PartOf(model)), "half of it"u8);
        var id = await AddAsync(database, store, model);
        var claim = await store.ClaimAsync(id, "node", silentAttempt: null, Stop);
        await store.EndAsync(claim!, JobState.Failed, null, null, null, Stop);
        return id;
    }

    private async Task<string> AddAsync(TestDatabase database, JobStore store, string model)
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
                        Parts = $"""["{PartOf(model)}"]""",
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
