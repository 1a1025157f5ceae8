using BerryAIGen.Library;
using BerryAIGen.Library.Downloads;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

// Forgets what is over.
public sealed partial class DownloadTasks
{
    private const int Batch = 500;

    /// <summary>
    /// Forgets downloads that are over, and deletes what came of those that brought no file; files stay. One that is begun
    /// again at the same time stays as well, and so does one whose part the disk does not let go of.
    /// </summary>
    /// <param name="statuses">Which.</param>
    /// <param name="before">Only those that were over before this; null for all.</param>
    /// <param name="cancellationToken">Gives up clearing.</param>
    public async Task<ClearedDownloads> ClearAsync(
        IReadOnlyList<string> statuses,
        DateTime? before,
        CancellationToken cancellationToken
    )
    {
        await using var context = database.CreateContext();
        var found = await context
            .DownloadTasks.Where(task => statuses.Contains(task.Status))
            .Where(task => before == null || task.UpdatedAt < before)
            .Select(task => new { task.TaskId, task.Parts })
            .ToListAsync(cancellationToken);
        // One by one where the disk has work: others write to the database between them.
        var batches = found
            .Where(one => one.Parts == DownloadJson.NoPaths)
            .Select(one => one.TaskId)
            .Chunk(Batch)
            .Concat(found.Where(one => one.Parts != DownloadJson.NoPaths).Select(one => new[] { one.TaskId }));
        var cleared = new ClearedDownloads(0, null);
        foreach (var batch in batches)
        {
            var (count, problem) = await ClearAsync(context, batch, statuses, before, cancellationToken);
            cleared = new ClearedDownloads(cleared.Count + count, cleared.Problem ?? problem);
        }

        return cleared;
    }

    /// <summary>Deletes what came of a cancelled one; one that was tried again meanwhile goes on from it.</summary>
    /// <exception cref="LibraryException">The disk does not let go of a part; where it lies stays known.</exception>
    public async Task DiscardAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var cancelled = context.DownloadTasks.Where(task =>
            task.TaskId == id && task.Status == DownloadStatus.Cancelled
        );
        // Takes the row: who tries it again waits until the parts are gone, or was before and it is cancelled no more.
        var taken = await cancelled.ExecuteUpdateAsync(
            set => set.SetProperty(task => task.Parts, task => task.Parts),
            cancellationToken
        );
        if (taken == 0)
            return;
        var parts = await cancelled.Select(task => task.Parts).FirstAsync(cancellationToken);
        var used = await ActiveDownloads.ReadPartsAsync(context, cancellationToken);
        DownloadParts.Delete(DownloadJson.ReadPaths(parts).Except(used));
        await cancelled.ExecuteUpdateAsync(
            set => set.SetProperty(task => task.Parts, DownloadJson.NoPaths),
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<ClearedDownloads> ClearAsync(
        LibraryContext context,
        string[] batch,
        IReadOnlyList<string> statuses,
        DateTime? before,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Whoever begins one again changes its job first: what is over here stays so until the end.
        await context
            .Jobs.Where(job => batch.Contains(job.Id) && statuses.Contains(job.State))
            .Where(job => before == null || job.FinishedAt < before)
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.State, job => job.State), cancellationToken);
        var going = await context
            .Jobs.Where(job => batch.Contains(job.Id))
            .Where(job => !statuses.Contains(job.State) || (before != null && !(job.FinishedAt < before)))
            .Select(job => job.Id)
            .ToListAsync(cancellationToken);
        var left = await context
            .DownloadTasks.Where(task => batch.Contains(task.TaskId) && !going.Contains(task.TaskId))
            .Where(task => task.Status != DownloadStatus.Completed)
            .Select(task => new
            {
                task.TaskId,
                task.ModelId,
                task.Parts,
            })
            .ToListAsync(cancellationToken);
        Failure? problem = null;
        if (left.Count > 0)
        {
            var active = await ActiveDownloads.ReadAsync(context, cancellationToken);
            var used = await ActiveDownloads.ReadPartsAsync(context, cancellationToken);
            // The next download of the same model goes on from the same part, and one of the same file has it now.
            foreach (var one in left.Where(one => !active.Has(one.ModelId)))
                if (DownloadParts.TryDelete(DownloadJson.ReadPaths(one.Parts).Except(used)) is { } stays)
                {
                    // Its row is all that knows where the part lies.
                    going.Add(one.TaskId);
                    problem ??= stays;
                }
        }

        string[] over = [.. batch.Except(going)];
        await context.Jobs.Where(job => over.Contains(job.Id)).ExecuteDeleteAsync(cancellationToken);
        var count = await context
            .DownloadTasks.Where(task => over.Contains(task.TaskId))
            .ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ClearedDownloads(count, problem);
    }
}

/// <summary>What came of clearing downloads.</summary>
/// <param name="Count">How many were forgotten.</param>
/// <param name="Problem">Why others could not be: the disk keeps a part of them; null when all were.</param>
public sealed record ClearedDownloads(int Count, Failure? Problem)
{
    /// <exception cref="LibraryException">Not all could be forgotten.</exception>
    internal int Require() => Problem is null ? Count : throw new LibraryException(Problem);
}
