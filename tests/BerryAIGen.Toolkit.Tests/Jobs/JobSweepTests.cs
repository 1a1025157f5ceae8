using System.Collections.Concurrent;
using BerryAIGen.Database;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Quartz;

namespace BerryAIGen.Toolkit.Tests.Jobs;

/// <summary>What is fired of the jobs that wait.</summary>
public sealed class JobSweepTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_is_another_server_s_to_do_is_not_fired()
    {
        using var folder = new TemporaryFolder();
        var database = LibraryDatabase.Open(folder.Combine("library.db"));
        await database.MigrateAsync(Stop);
        var store = new JobStore(database, TimeProvider.System, []);
        var (others, mine) = (new Kind("others", may: false), new Kind("mine", may: true));
        foreach (var kind in (string[])["others", "mine"])
            await store.AddAsync(store.Create(kind, "{}"), null, Stop);
        await using var services = new ServiceCollection().AddLogging().AddQuartz().BuildServiceProvider();
        var engine = new Firings();
        using var sweep = new JobSweep(
            store,
            new JobKinds([others, mine]),
            engine,
            services.GetRequiredService<ISchedulerFactory>(),
            TimeProvider.System,
            NullLogger<JobSweep>.Instance
        );

        await sweep.StartAsync(Stop);
        await Eventually.TrueAsync(() => others.Asked >= 2 && engine.Fired.Count >= 2, Stop);
        await sweep.StopAsync(Stop);

        engine.Fired.Distinct().ShouldBe(["mine"]);
        database.CloseConnections();
    }

    private sealed class Kind(string name, bool may) : IJobKind
    {
        private int _asked;

        public string Name => name;

        public int Asked => _asked;

        public Task<bool> MayRunAsync(JobRow job, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return Task.FromResult(may);
        }

        public Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }

    // Remembers what was fired, and fires nothing: so each look finds the same jobs.
    private sealed class Firings : IJobEngine
    {
        public ConcurrentQueue<string> Fired { get; } = [];

        public Task FireAsync(JobRow job, CancellationToken cancellationToken)
        {
            Fired.Enqueue(job.Kind);
            return Task.CompletedTask;
        }

        public Task<JobRow> EnqueueAsync(
            string kind,
            string payload,
            Func<LibraryContext, JobRow, Task>? also,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException();

        public Task<JobRow> PauseAsync(string id, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<JobRow> CancelAsync(string id, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<JobRow> ResumeAsync(string id, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<JobRow> RetryAsync(string id, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
