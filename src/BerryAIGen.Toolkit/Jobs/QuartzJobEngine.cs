using BerryAIGen.Database;
using BerryAIGen.Database.Jobs;
using Quartz;

namespace BerryAIGen.Toolkit.Jobs;

/// <summary>Jobs by Quartz: it fires, routes and recovers; what a job is and how it stands says its row.</summary>
internal sealed class QuartzJobEngine(JobStore store, JobKinds kinds, JobRunner runner, ISchedulerFactory schedulers)
    : IJobEngine
{
    public const string Group = "jobs";

    public async Task<JobRow> EnqueueAsync(
        string kind,
        string payload,
        Func<LibraryContext, JobRow, Task>? also,
        CancellationToken cancellationToken
    )
    {
        var row = store.Create(kinds.Get(kind).Name, payload);
        await store.AddAsync(row, also, cancellationToken);
        await FireAsync(row, cancellationToken);
        return row;
    }

    public async Task<JobRow> PauseAsync(string id, CancellationToken cancellationToken)
    {
        var row = await store.AskAsync(id, JobWish.Pause, cancellationToken);
        runner.Nudge(id, JobWish.Pause);
        return row;
    }

    public async Task<JobRow> CancelAsync(string id, CancellationToken cancellationToken)
    {
        // What it left was removed then; by now somebody else may go on from there.
        if (await store.FindAsync(id, cancellationToken) is { State: JobState.Cancelled } before)
            return before;
        var row = await store.AskAsync(id, JobWish.Cancel, cancellationToken);
        runner.Nudge(id, JobWish.Cancel);
        // One that runs cleans up itself.
        if (row.State == JobState.Cancelled && kinds.Find(row.Kind) is not null)
            await runner.DiscardAsync(row);
        return row;
    }

    public async Task<JobRow> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        var row = await store.RequeueAsync(id, [JobState.Paused], cancellationToken);
        await FireAsync(row, cancellationToken);
        return row;
    }

    public async Task<JobRow> RetryAsync(string id, CancellationToken cancellationToken)
    {
        var row = await store.RequeueAsync(id, [JobState.Failed, JobState.Cancelled], cancellationToken);
        await FireAsync(row, cancellationToken);
        return row;
    }

    public async Task FireAsync(JobRow job, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.ScheduleJob<JobFiring, string>(
            job.Id,
            scheduler.TimeProvider.GetUtcNow(),
            new OneOffJobOptions
            {
                Name = NameOf(job),
                Group = Group,
                ExecutionGroup = kinds.Get(job.Kind).ExecutionGroup,
                RequestRecovery = true,
                // A second firing would find nothing to do.
                OnConflict = TriggerConflict.Keep,
            },
            cancellationToken
        );
    }

    /// <summary>Of the firing that runs a job next: each attempt has one of its own.</summary>
    public static string NameOf(JobRow job) => $"{job.Id}.{job.Attempt}";
}
