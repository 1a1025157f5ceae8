using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Jobs;

// What whoever runs a job writes.
public sealed partial class JobStore
{
    /// <summary>Takes a waiting job, or one whose owner died.</summary>
    /// <param name="id">The job's.</param>
    /// <param name="node">Who takes it.</param>
    /// <param name="silentAttempt">The attempt of the run that gives no sign of life any more; null for none.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>Null when there is nothing to run: it is paused, ended, or runs elsewhere.</returns>
    public async Task<JobClaim?> ClaimAsync(
        string id,
        string node,
        int? silentAttempt,
        CancellationToken cancellationToken
    )
    {
        // The name of this one run.
        var owner = $"{node}/{Guid.NewGuid():N}";
        var row = await ChangeAsync(
            id,
            context =>
                context
                    .Jobs.Where(job => job.Id == id)
                    .Where(job =>
                        job.State == JobState.Queued || (job.State == JobState.Running && job.Attempt == silentAttempt)
                    )
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
                    ),
            cancellationToken
        );
        return row is null ? null : new JobClaim(row.Id, row.Kind, row.Attempt, row.Payload, row.Place);
    }

    /// <summary>A sign of life.</summary>
    /// <param name="claim">The right to give it.</param>
    /// <param name="progress">How far it is, 0 to 1; null leaves what is known.</param>
    /// <param name="also">Further writes that count only while the claim does.</param>
    /// <param name="cancellationToken">Gives up writing.</param>
    /// <returns>What a person wants of the job by now.</returns>
    /// <exception cref="JobLostException">Somebody else runs it.</exception>
    public async Task<JobWish> BeatAsync(
        JobClaim claim,
        double? progress,
        Func<LibraryContext, CancellationToken, Task>? also,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var written = await Mine(context, claim)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(job => job.Progress, job => progress ?? job.Progress)
                        .SetProperty(job => job.Place, job => claim.Place ?? job.Place)
                        .SetProperty(job => job.BeatAt, Now)
                        .SetProperty(job => job.UpdatedAt, Now),
                cancellationToken
            );
        if (written == 0)
            throw new JobLostException(claim.Id);
        if (also is not null)
            await also(context, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        var wish = await context
            .Jobs.Where(job => job.Id == claim.Id)
            .Select(job => job.Wish)
            .FirstOrDefaultAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return wish switch
        {
            PauseWish => JobWish.Pause,
            CancelWish => JobWish.Cancel,
            _ => JobWish.None,
        };
    }

    /// <summary>
    /// Writes down how it ended, and what belongs to it in the same transaction. What a person asked for meanwhile holds: a
    /// cancel goes before everything but success, a pause before the next run.
    /// </summary>
    /// <param name="claim">The right to say so.</param>
    /// <param name="state">Completed, failed, cancelled, paused, or queued to be run again.</param>
    /// <param name="result">What came of it, a JSON object.</param>
    /// <param name="error">The error body's object.</param>
    /// <param name="also">Further writes that count only together with this.</param>
    /// <param name="cancellationToken">Gives up writing.</param>
    /// <returns>The job as it is now.</returns>
    /// <exception cref="JobLostException">Somebody else runs it; nothing was written.</exception>
    public async Task<JobRow> EndAsync(
        JobClaim claim,
        string state,
        string? result,
        string? error,
        Func<LibraryContext, CancellationToken, Task>? also,
        CancellationToken cancellationToken
    )
    {
        var (isDone, isQueued) = (state == JobState.Completed, state == JobState.Queued);
        var finished = JobState.IsFinished(state) ? Now : (DateTime?)null;
        return await ChangeAsync(
                claim.Id,
                async context =>
                {
                    var written = await Mine(context, claim)
                        .ExecuteUpdateAsync(
                            set =>
                                set.SetProperty(
                                        job => job.State,
                                        job =>
                                            !isDone && job.Wish == CancelWish ? JobState.Cancelled
                                            : isQueued && job.Wish == PauseWish ? JobState.Paused
                                            : state
                                    )
                                    .SetProperty(
                                        job => job.FinishedAt,
                                        job => !isDone && job.Wish == CancelWish ? Now : finished
                                    )
                                    .SetProperty(job => job.Result, result)
                                    .SetProperty(job => job.Error, error)
                                    .SetProperty(job => job.Progress, job => isDone ? 1 : job.Progress)
                                    .SetProperty(job => job.Place, job => isDone ? null : claim.Place ?? job.Place)
                                    .SetProperty(job => job.Owner, (string?)null)
                                    .SetProperty(job => job.Wish, (string?)null)
                                    .SetProperty(job => job.UpdatedAt, Now),
                            cancellationToken
                        );
                    if (written > 0 && also is not null)
                        await also(context, cancellationToken);
                    await context.SaveChangesAsync(cancellationToken);
                    return written;
                },
                cancellationToken
            ) ?? throw new JobLostException(claim.Id);
    }

    /// <summary>Jobs that nobody may be about to run: running ones without a sign of life before those that wait.</summary>
    /// <param name="kinds">Of which kinds; many of one do not hide another's.</param>
    /// <param name="silence">How long without a sign of life.</param>
    /// <param name="limit">How many at most of the silent ones, and of each kind of those that wait; the oldest first.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    public async Task<IReadOnlyList<JobRow>> FindWaitingAsync(
        IEnumerable<string> kinds,
        TimeSpan silence,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var since = Now - silence;
        string[] wanted = [.. kinds];
        await using var context = database.CreateContext();
        var jobs = context.Jobs.AsNoTracking().OrderBy(job => job.Id);
        var found = await jobs.Where(job => job.State == JobState.Running && job.BeatAt < since)
            .Where(job => wanted.Contains(job.Kind))
            .Take(limit)
            .ToListAsync(cancellationToken);
        foreach (var kind in wanted)
            found.AddRange(
                await jobs.Where(job => job.State == JobState.Queued && job.Kind == kind)
                    .Take(limit)
                    .ToListAsync(cancellationToken)
            );
        return found;
    }

    private static IQueryable<JobRow> Mine(LibraryContext context, JobClaim claim) =>
        context.Jobs.Where(job => job.Id == claim.Id && job.Attempt == claim.Attempt && job.State == JobState.Running);
}
