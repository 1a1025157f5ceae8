using BerryAIGen.Database.Jobs;

namespace BerryAIGen.Database.Tests.Jobs;

/// <summary>Writes jobs down and runs none.</summary>
internal sealed class RowEngine(JobStore store) : IJobEngine
{
    /// <summary>What somebody else does between the moment a job is made up and the one it is saved.</summary>
    public Func<Task>? Between { get; set; }

    public async Task<JobRow> EnqueueAsync(
        string kind,
        string payload,
        Func<LibraryContext, JobRow, Task>? also,
        CancellationToken cancellationToken
    )
    {
        var row = store.Create(kind, payload);
        await store.AddAsync(
            row,
            async (context, job) =>
            {
                if (also is not null)
                    await also(context, job);
                if (Between is { } between)
                    await between();
            },
            cancellationToken
        );
        return row;
    }

    public Task<JobRow> PauseAsync(string id, CancellationToken cancellationToken) =>
        store.AskAsync(id, JobWish.Pause, cancellationToken);

    public Task<JobRow> CancelAsync(string id, CancellationToken cancellationToken) =>
        store.AskAsync(id, JobWish.Cancel, cancellationToken);

    public Task<JobRow> ResumeAsync(string id, CancellationToken cancellationToken) =>
        store.RequeueAsync(id, [JobState.Paused], cancellationToken);

    public Task<JobRow> RetryAsync(string id, CancellationToken cancellationToken) =>
        store.RequeueAsync(id, [JobState.Failed, JobState.Cancelled], cancellationToken);

    public Task FireAsync(JobRow job, CancellationToken cancellationToken) => Task.CompletedTask;
}
