using System.Collections.Concurrent;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace BerryAIGen.Database.Tests.Jobs;

/// <summary>Jobs of a kind that keeps an order of its own.</summary>
public sealed class OrderedJobTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whichever_is_fired_the_next_one_runs_and_none_is_left()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var kind = new LastFirst(database.Library);
        var store = new JobStore(database.Library, TimeProvider.System);
        var runner = new JobRunner(store, new JobKinds([kind]), TimeProvider.System, NullLogger<JobRunner>.Instance);
        List<string> ids = [];
        for (var number = 0; number < 3; number++)
        {
            var row = store.Create(kind.Name, "{}");
            await store.AddAsync(row, null, Stop);
            ids.Add(row.Id);
        }

        foreach (var id in ids)
            await runner.RunAsync(id, Stop);

        kind.Ran.ShouldBe([ids[2], ids[1], ids[0]]);
        foreach (var id in ids)
            (await store.GetAsync(id, Stop)).State.ShouldBe(JobState.Completed);
    }

    private sealed class LastFirst(LibraryDatabase database) : IOrderedJobKind
    {
        public string Name => "test";

        public ConcurrentQueue<string> Ran { get; } = [];

        public async Task<string?> FindNextAsync(CancellationToken cancellationToken)
        {
            await using var context = database.CreateContext();
            return await context
                .Jobs.Where(job => job.State == JobState.Queued)
                .OrderByDescending(job => job.Id)
                .Select(job => job.Id)
                .FirstOrDefaultAsync(cancellationToken);
        }

        public Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken)
        {
            Ran.Enqueue(run.Id);
            return Task.FromResult<string?>(null);
        }
    }
}
