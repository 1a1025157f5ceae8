using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Library.Errors;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>
/// Cancels what an access key asked for that was withdrawn since: nothing of it is submitted any more, and what runs is
/// cancelled where it runs.
/// </summary>
public sealed class WithdrawnGenerations(LibraryDatabase database, GenerationOrders orders, JobStore jobs)
{
    private const int MostAtOnce = 100;

    private static readonly string[] Unfinished = [JobState.Queued, JobState.Running, JobState.Paused];

    private static readonly string Error = JobErrors.Write(
        ErrorDocument.From(new Failure(FailureCode.Cancelled, Why)).Error
    );

    /// <summary>What is told of them.</summary>
    internal const string Why = "Its access key was withdrawn, so it was cancelled.";

    /// <summary>Whether a person is an access key that was withdrawn.</summary>
    internal static Task<bool> IsWithdrawnAsync(
        LibraryContext context,
        string owner,
        CancellationToken cancellationToken
    ) => context.AccessKeys.AnyAsync(key => key.Id == owner && key.RevokedAt != null, cancellationToken);

    /// <summary>Cancels those that there are now; whoever withdraws a key, and every round, does it.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var open = await context
            .Generations.AsNoTracking()
            .Where(row => Unfinished.Contains(row.State))
            .Where(row => context.AccessKeys.Any(key => key.Id == row.Owner && key.RevokedAt != null))
            // One that was told and ends in its own time keeps nobody else waiting.
            .Where(row => !context.Jobs.Any(job => job.Id == row.JobId && job.Wish == JobStore.CancelWish))
            .OrderBy(row => row.Position)
            .Take(MostAtOnce)
            .ToListAsync(cancellationToken);
        foreach (var row in open)
            await CancelAsync(row, cancellationToken);
        // Once its job has ended, which one that runs does in its own time.
        await context
            .Generations.Where(row => row.State == JobState.Cancelled && row.Error == null)
            .Where(row => context.AccessKeys.Any(key => key.Id == row.Owner && key.RevokedAt <= row.FinishedAt))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Error, Error), cancellationToken);
        return open.Count;
    }

    private async Task CancelAsync(GenerationRow row, CancellationToken cancellationToken)
    {
        if (row.JobId is { } job)
            await jobs.LogAsync(job, "warning", [Why], cancellationToken);
        try
        {
            await orders.CancelAsync(row.Owner, row.Id, cancellationToken);
        }
        catch (LibraryException over) when (over.Failure.Code is FailureCode.Conflict or FailureCode.NotFound)
        {
            // It ended by itself meanwhile.
        }
    }
}
