using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Jobs;

/// <summary>Reads and writes jobs. Who runs one proves with its attempt that it still may.</summary>
public sealed class JobStore(LibraryDatabase database, TimeProvider time)
{
    private const string PauseWish = "pause";
    private const string CancelWish = "cancel";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A new row; the caller saves it together with what belongs to it.</summary>
    public JobRow Create(string kind, string payload) =>
        new()
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            Kind = kind,
            Payload = payload,
            CreatedAt = Now,
            UpdatedAt = Now,
        };

    /// <summary>Takes a waiting job, or one whose owner died.</summary>
    /// <param name="id">The job's.</param>
    /// <param name="node">Who takes it.</param>
    /// <param name="isRecovering">Whether the scheduler found the owner dead.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>Null when there is nothing to run: it is paused, ended, or runs elsewhere.</returns>
    public async Task<JobClaim?> ClaimAsync(
        string id,
        string node,
        bool isRecovering,
        CancellationToken cancellationToken
    )
    {
        // The name of this one run, so that the row that is read afterwards is surely the one that was taken.
        var owner = $"{node}/{Guid.NewGuid():N}";
        await using var context = database.CreateContext();
        var taken = await context
            .Jobs.Where(job => job.Id == id)
            .Where(job => job.State == JobState.Queued || (isRecovering && job.State == JobState.Running))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(job => job.State, JobState.Running)
                        .SetProperty(job => job.Attempt, job => job.Attempt + 1)
                        .SetProperty(job => job.Owner, owner)
                        .SetProperty(job => job.StartedAt, job => job.StartedAt ?? Now)
                        .SetProperty(job => job.BeatAt, Now)
                        .SetProperty(job => job.Error, (string?)null)
                        .SetProperty(job => job.UpdatedAt, Now),
                cancellationToken
            );
        if (taken == 0)
            return null;
        var row = await context
            .Jobs.AsNoTracking()
            .FirstOrDefaultAsync(job => job.Id == id && job.Owner == owner, cancellationToken);
        return row is null ? null : new JobClaim(row.Id, row.Attempt, row.Payload);
    }

    /// <summary>A sign of life.</summary>
    /// <returns>What a person wants of the job by now.</returns>
    /// <exception cref="JobLostException">Somebody else runs it.</exception>
    public async Task<JobWish> BeatAsync(JobClaim claim, double? progress, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var written = await Mine(context, claim)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(job => job.Progress, job => progress ?? job.Progress)
                        .SetProperty(job => job.BeatAt, Now)
                        .SetProperty(job => job.UpdatedAt, Now),
                cancellationToken
            );
        if (written == 0)
            throw new JobLostException(claim.Id);
        var wish = await context
            .Jobs.Where(job => job.Id == claim.Id)
            .Select(job => job.Wish)
            .FirstOrDefaultAsync(cancellationToken);
        return wish switch
        {
            PauseWish => JobWish.Pause,
            CancelWish => JobWish.Cancel,
            _ => JobWish.None,
        };
    }

    /// <summary>Writes down how it ended, and what belongs to it in the same transaction.</summary>
    /// <param name="claim">The right to say so.</param>
    /// <param name="state">Completed, failed, cancelled, paused, or queued to be run again.</param>
    /// <param name="result">What came of it, a JSON object.</param>
    /// <param name="error">The error body's object.</param>
    /// <param name="also">Further writes that count only together with this.</param>
    /// <param name="cancellationToken">Gives up writing.</param>
    /// <exception cref="JobLostException">Somebody else runs it; nothing was written.</exception>
    public async Task EndAsync(
        JobClaim claim,
        string state,
        string? result,
        string? error,
        Func<LibraryContext, Task>? also,
        CancellationToken cancellationToken
    )
    {
        var finished = JobState.IsFinished(state) ? Now : (DateTime?)null;
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var written = await Mine(context, claim)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(job => job.State, state)
                        .SetProperty(job => job.Result, result)
                        .SetProperty(job => job.Error, error)
                        .SetProperty(job => job.Progress, job => state == JobState.Completed ? 1 : job.Progress)
                        .SetProperty(job => job.Owner, (string?)null)
                        .SetProperty(job => job.Wish, (string?)null)
                        .SetProperty(job => job.FinishedAt, finished)
                        .SetProperty(job => job.UpdatedAt, Now),
                cancellationToken
            );
        if (written == 0)
            throw new JobLostException(claim.Id);
        if (also is not null)
            await also(context);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Tells a job to pause or to stop for good: at once when it waits, as soon as it looks when it runs.</summary>
    /// <returns>The job as it is now.</returns>
    /// <exception cref="LibraryException">There is no such job, or it is over.</exception>
    public async Task<JobRow> AskAsync(string id, JobWish wish, CancellationToken cancellationToken)
    {
        var (word, state) = wish == JobWish.Pause ? (PauseWish, JobState.Paused) : (CancelWish, JobState.Cancelled);
        var finished = wish == JobWish.Cancel ? Now : (DateTime?)null;
        await using var context = database.CreateContext();
        await context
            .Jobs.Where(job => job.Id == id)
            .Where(job => job.State == JobState.Queued || (job.State == JobState.Paused && state == JobState.Cancelled))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(job => job.State, state)
                        .SetProperty(job => job.FinishedAt, finished)
                        .SetProperty(job => job.UpdatedAt, Now),
                cancellationToken
            );
        await context
            .Jobs.Where(job => job.Id == id && job.State == JobState.Running)
            .ExecuteUpdateAsync(
                set => set.SetProperty(job => job.Wish, word).SetProperty(job => job.UpdatedAt, Now),
                cancellationToken
            );
        var row = await GetAsync(context, id, cancellationToken);
        return row.State == state || row.Wish == word
            ? row
            : throw new LibraryException(
                FailureCode.Conflict,
                $"The job {id} is {row.State}; there is nothing to stop."
            );
    }

    /// <summary>Puts a paused job back into the queue, or one that failed or was cancelled.</summary>
    /// <exception cref="LibraryException">There is no such job, or it is neither.</exception>
    public async Task<JobRow> RequeueAsync(string id, IReadOnlyList<string> from, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var written = await context
            .Jobs.Where(job => job.Id == id && from.Contains(job.State))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(job => job.State, JobState.Queued)
                        .SetProperty(job => job.Error, (string?)null)
                        .SetProperty(job => job.Wish, (string?)null)
                        .SetProperty(job => job.FinishedAt, (DateTime?)null)
                        .SetProperty(job => job.UpdatedAt, Now),
                cancellationToken
            );
        var row = await GetAsync(context, id, cancellationToken);
        return written > 0
            ? row
            : throw new LibraryException(
                FailureCode.Conflict,
                $"The job {id} is {row.State}; only one that is {string.Join(" or ", from)} can be queued again."
            );
    }

    /// <summary>One line for the job's log.</summary>
    public async Task LogAsync(string id, string level, string message, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        context.JobLog.Add(
            new JobLogRow
            {
                JobId = id,
                At = Now,
                Level = level,
                Message = message,
            }
        );
        await context.SaveChangesAsync(cancellationToken);
    }

    private static IQueryable<JobRow> Mine(LibraryContext context, JobClaim claim) =>
        context.Jobs.Where(job => job.Id == claim.Id && job.Attempt == claim.Attempt && job.State == JobState.Running);

    private static async Task<JobRow> GetAsync(
        LibraryContext context,
        string id,
        CancellationToken cancellationToken
    ) =>
        await context.Jobs.AsNoTracking().FirstOrDefaultAsync(job => job.Id == id, cancellationToken)
        ?? throw new LibraryException(FailureCode.NotFound, $"There is no job {id}.");
}
