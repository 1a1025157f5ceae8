using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Keeping;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Services;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace BerryAIGen.Database.Tests.Jobs;

/// <summary>A node that slept and was given up for dead commits nothing, whatever its job does.</summary>
public sealed class JobFenceTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_frozen_verification_commits_nothing(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        var path = folder.AddLora("a.safetensors");
        await folder.RunAsync();
        using var run = await FrozenAsync(folder, VerifyKind.KindName, VerifyKind.Payload(new VerifyOrder([], false)));
        File.Delete(path);
        var before = await folder.HistoryAsync("a");

        await Should.ThrowAsync<JobLostException>(() => Verify(folder).RunAsync(run, Stop));

        (await folder.RowAsync("a")).Status.ShouldBe(ModelStatus.Local);
        (await folder.HistoryAsync("a")).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_frozen_index_run_commits_nothing(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        var gone = folder.AddLora("gone.safetensors");
        await folder.RunAsync();
        using var run = await FrozenAsync(folder, IndexJob.KindName, IndexJob.PayloadOf([]));
        File.Delete(gone);
        var index = new IndexJob(folder.Index, new LibraryFolders(folder.Library, ProviderCatalog.Load(null)));

        await Should.ThrowAsync<JobLostException>(() => index.RunAsync(run, Stop));
        folder.AddLora("new.safetensors", seed: 1);
        await Should.ThrowAsync<JobLostException>(() => index.RunAsync(run, Stop));

        var row = (await folder.RowsAsync()).ShouldHaveSingleItem();
        (row.Id, row.Status).ShouldBe(("gone", ModelStatus.Local));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_frozen_refresh_commits_nothing(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        folder.AddLora("a.safetensors");
        await folder.RunAsync();
        using var run = await FrozenAsync(folder, MetadataJob.KindName, MetadataJob.PayloadOf(asksSources: false));
        await folder.ChangeAsync("a", row => row.UpdatedAt = DateTime.UnixEpoch);

        await Should.ThrowAsync<JobLostException>(() => Refresh(folder).RunAsync(run, Stop));

        (await folder.RowAsync("a")).UpdatedAt.ShouldBe(DateTime.UnixEpoch);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_verification_that_was_stopped_goes_on_after_the_last_model(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        folder.AddLora("a.safetensors");
        folder.AddLora("b.safetensors", seed: 1);
        await folder.RunAsync();
        using var stopping = new CancellationTokenSource();
        var verdicts = 0;
        var gate = new DatabaseGate(text =>
        {
            if (text.Contains("model_events", StringComparison.Ordinal) && ++verdicts == 2)
                stopping.Cancel();
            return Task.CompletedTask;
        });
        var store = new JobStore(folder.Database.With(gate), TimeProvider.System);
        var runner = new JobRunner(
            store,
            new JobKinds([Verify(folder)]),
            TimeProvider.System,
            NullLogger<JobRunner>.Instance
        );
        var row = store.Create(VerifyKind.KindName, VerifyKind.Payload(new VerifyOrder([], IsQuick: true)));
        await store.AddAsync(row, null, Stop);

        await Should.ThrowAsync<OperationCanceledException>(() => runner.RunAsync(row.Id, stopping.Token));
        var stopped = await store.GetAsync(row.Id, Stop);
        await runner.RunAsync(row.Id, Stop);

        stopped.State.ShouldBe(JobState.Queued);
        stopped.Place.ShouldNotBeNull().ShouldContain("a.safetensors");
        var done = await store.GetAsync(row.Id, Stop);
        (done.State, done.Place).ShouldBe((JobState.Completed, null));
        done.Result.ShouldNotBeNull().ShouldContain("\"checked\":2");
        // A quick look reads no bytes of a file that has no hash yet, and says so; each is told once all the same.
        foreach (var id in (string[])["a", "b"])
            (await folder.HistoryAsync(id)).Count(one => one == "not verified").ShouldBe(1, id);
    }

    [Fact]
    public async Task A_refresh_goes_on_after_the_last_model()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        foreach (var (number, name) in ((string[])["a", "b", "c"]).Index())
            folder.AddLora($"{name}.safetensors", number);
        await folder.RunAsync();
        foreach (var id in (string[])["a", "b", "c"])
            await folder.ChangeAsync(id, row => row.UpdatedAt = DateTime.UnixEpoch);
        var store = new JobStore(folder.Database, TimeProvider.System);
        var row = store.Create(MetadataJob.KindName, MetadataJob.PayloadOf(asksSources: false));
        await store.AddAsync(row, null, Stop);
        var claim = await store.ClaimAsync(row.Id, "node", silentAttempt: null, Stop);
        using var run = new JobRun(store, claim! with { Place = """{"after":"b","done":2,"failed":1}""" });

        var result = await Refresh(folder).RunAsync(run, Stop);

        result.ShouldBe("""{"refreshed":2,"failed":1}""");
        (await folder.RowsAsync()).Count(one => one.UpdatedAt == DateTime.UnixEpoch).ShouldBe(2);
    }

    private static VerifyKind Verify(IndexedFolder folder) => new(folder.Database, folder.Library, TimeProvider.System);

    private static MetadataJob Refresh(IndexedFolder folder) =>
        new(new ModelMetadataService(folder.Library, folder.Database, folder.Index));

    // The run of a node that slept while another one took its job.
    private static async Task<JobRun> FrozenAsync(IndexedFolder folder, string kind, string payload)
    {
        var store = new JobStore(folder.Database, TimeProvider.System);
        var row = store.Create(kind, payload);
        await store.AddAsync(row, null, Stop);
        var sleeper = await store.ClaimAsync(row.Id, "sleeper", silentAttempt: null, Stop);
        (await store.ClaimAsync(row.Id, "other", silentAttempt: 1, Stop)).ShouldNotBeNull();
        return new JobRun(store, sleeper!);
    }
}
