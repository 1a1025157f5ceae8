using System.Collections.Concurrent;
using BerryAIGen.Database.Jobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace BerryAIGen.Database.Tests.Jobs;

/// <summary>Jobs of one kind whose work the test says, and what became of them.</summary>
internal sealed class JobHarness : IJobKind, IJobFollower
{
    private readonly Func<JobRun, CancellationToken, Task<string?>> work;

    public JobHarness(TestDatabase database, Func<JobRun, CancellationToken, Task<string?>> work)
        : this(database.Library, work) { }

    public JobHarness(LibraryDatabase database, Func<JobRun, CancellationToken, Task<string?>> work)
    {
        this.work = work;
        Store = new JobStore(database, TimeProvider.System, [this]);
        Runner = new JobRunner(Store, new JobKinds([this]), TimeProvider.System, NullLogger<JobRunner>.Instance);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public string Name => "test";

    public bool DiscardsFailures { get; init; }

    public JobStore Store { get; }

    public JobRunner Runner { get; }

    public bool IsDiscarded { get; private set; }

    /// <summary>How the job stood when what it left was removed.</summary>
    public string? DiscardedWhen { get; private set; }

    /// <summary>Thrown by whoever removes what a job left.</summary>
    public Exception? DiscardFault { get; init; }

    public ConcurrentQueue<string> States { get; } = [];

    public async Task<JobRow> QueueAsync()
    {
        var row = Store.Create(Name, "{}");
        await Store.AddAsync(row, null, Stop);
        return row;
    }

    public Task<string?> RunAsync(JobRun run, CancellationToken cancellationToken) => work(run, cancellationToken);

    public async Task DiscardAsync(JobRow job, CancellationToken cancellationToken)
    {
        IsDiscarded = true;
        DiscardedWhen = (await Store.GetAsync(job.Id, cancellationToken)).State;
        if (DiscardFault is not null)
            throw DiscardFault;
    }

    public Task FollowAsync(LibraryContext context, JobRow job, CancellationToken cancellationToken)
    {
        States.Enqueue(job.State);
        return Task.CompletedTask;
    }
}
