using System.Data.Common;
using BerryAIGen.Library;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BerryAIGen.Database.Jobs;

// What people want of jobs.
public sealed partial class JobStore
{
    private const string PauseWish = "pause";
    internal const string CancelWish = "cancel";
    private const int ConstraintFailed = 19;
    private const int MostLooks = 5;

    /// <summary>Tells a job to pause or to stop for good: at once when it waits, as soon as it looks when it runs.</summary>
    /// <returns>The job as it is now.</returns>
    /// <exception cref="LibraryException">There is no such job, or it is over.</exception>
    public async Task<JobRow> AskAsync(string id, JobWish wish, CancellationToken cancellationToken)
    {
        var (word, state) = wish == JobWish.Pause ? (PauseWish, JobState.Paused) : (CancelWish, JobState.Cancelled);
        var finished = wish == JobWish.Cancel ? Now : (DateTime?)null;
        for (var look = 1; ; look++)
        {
            if (await StopWaitingAsync() is { } stopped)
                return stopped;
            await using var context = database.CreateContext();
            // Who pauses a job that another one cancels does not save it.
            await context
                .Jobs.Where(job => job.Id == id && job.State == JobState.Running)
                .Where(job => word == CancelWish || job.Wish != CancelWish)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(job => job.Wish, word).SetProperty(job => job.UpdatedAt, Now),
                    cancellationToken
                );
            var row = await GetAsync(context, id, cancellationToken);
            if (row.State == state || row.Wish == word)
                return row;
            // It ended as waiting, or was taken, between the two looks.
            if (look == MostLooks || JobState.IsFinished(row.State) || row.Wish is not null)
                throw new LibraryException(
                    FailureCode.Conflict,
                    row.Wish is null
                        ? $"The job {id} is {row.State}; there is nothing to stop."
                        : $"The job {id} is being cancelled."
                );
        }

        Task<JobRow?> StopWaitingAsync() =>
            ChangeAsync(
                id,
                context =>
                    context
                        .Jobs.Where(job => job.Id == id)
                        .Where(job =>
                            job.State == JobState.Queued
                            || (
                                (job.State == JobState.Paused || job.State == JobState.Failed)
                                && state == JobState.Cancelled
                            )
                        )
                        .ExecuteUpdateAsync(
                            set =>
                                set.SetProperty(job => job.State, state)
                                    .SetProperty(job => job.FinishedAt, finished)
                                    .SetProperty(job => job.UpdatedAt, Now),
                            cancellationToken
                        ),
                cancellationToken
            );
    }

    /// <summary>Puts a paused job back into the queue, or one that failed or was cancelled.</summary>
    /// <exception cref="LibraryException">There is no such job, or it is neither.</exception>
    public async Task<JobRow> RequeueAsync(string id, IReadOnlyList<string> from, CancellationToken cancellationToken)
    {
        var requeued = await ChangeOnlyAsync(
            id,
            context =>
                context
                    .Jobs.Where(job => job.Id == id && from.Contains(job.State))
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(job => job.State, JobState.Queued)
                                // One that was stopped for good begins anew; one that failed goes on.
                                .SetProperty(
                                    job => job.Place,
                                    job => job.State == JobState.Cancelled ? null : job.Place
                                )
                                .SetProperty(job => job.Error, (string?)null)
                                .SetProperty(job => job.Wish, (string?)null)
                                .SetProperty(job => job.FinishedAt, (DateTime?)null)
                                .SetProperty(job => job.UpdatedAt, Now),
                        cancellationToken
                    ),
            cancellationToken
        );
        if (requeued is not null)
            return requeued;
        var row = await GetAsync(id, cancellationToken);
        throw new LibraryException(
            FailureCode.Conflict,
            $"The job {id} is {row.State}; only one that is {string.Join(" or ", from)} can be queued again."
        );
    }

    // What belongs to a job may be taken by another one by now, as a model by a newer download.
    private async Task<JobRow?> ChangeOnlyAsync(
        string id,
        Func<LibraryContext, Task<int>> change,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await ChangeAsync(id, change, cancellationToken);
        }
        catch (DbException taken)
            when (taken.SqlState == PostgresErrorCodes.UniqueViolation
                || taken is SqliteException { SqliteErrorCode: ConstraintFailed }
            )
        {
            throw new LibraryException(
                FailureCode.Conflict,
                $"The job {id} cannot be queued again: another one does the same by now."
            );
        }
    }
}
