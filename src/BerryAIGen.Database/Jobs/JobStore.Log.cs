using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Jobs;

// What jobs told, and how long they are remembered.
public sealed partial class JobStore
{
    /// <summary>Lines for the job's log.</summary>
    public async Task LogAsync(
        string id,
        string level,
        IReadOnlyList<string> messages,
        CancellationToken cancellationToken
    )
    {
        var now = Now;
        foreach (var batch in messages.Chunk(Batch))
        {
            await using var context = database.CreateContext();
            context.JobLog.AddRange(
                batch.Select(message => new JobLogRow
                {
                    JobId = id,
                    At = now,
                    Level = level,
                    Message = message,
                })
            );
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>The lines of a job's log, the oldest first.</summary>
    public async Task<IReadOnlyList<JobLogRow>> ReadLogAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .JobLog.AsNoTracking()
            .Where(line => line.JobId == id)
            .OrderBy(line => line.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Forgets jobs that were over long ago, with their logs; those of downloads stay until they are cleared.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var before = Now - Kept;
        var forgotten = 0;
        await using var context = database.CreateContext();
        var old = context
            .Jobs.Where(job => job.FinishedAt < before)
            .Where(job => !context.DownloadTasks.Any(task => task.TaskId == job.Id));
        for (int batch; (batch = await old.Take(Batch).ExecuteDeleteAsync(cancellationToken)) > 0; )
            forgotten += batch;
        return forgotten;
    }
}
