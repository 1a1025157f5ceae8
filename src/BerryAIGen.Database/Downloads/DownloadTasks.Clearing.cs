using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

// Forgets what is over.
public sealed partial class DownloadTasks
{
    private const int Batch = 500;

    /// <summary>Forgets downloads that are over; files stay. One that is begun again at the same time stays as well.</summary>
    public async Task<ClearedDownloads> ClearAsync(IReadOnlyList<string> statuses, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var ids = await context
            .DownloadTasks.Where(task => statuses.Contains(task.Status))
            .Select(task => task.TaskId)
            .ToListAsync(cancellationToken);
        List<(string ModelId, string Parts)> left = [];
        var cleared = 0;
        foreach (var batch in ids.Chunk(Batch))
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            // Whoever begins one again changes its job first: what is over here stays so until the end.
            await context
                .Jobs.Where(job => batch.Contains(job.Id) && statuses.Contains(job.State))
                .ExecuteDeleteAsync(cancellationToken);
            var going = await context
                .Jobs.Where(job => batch.Contains(job.Id))
                .Select(job => job.Id)
                .ToListAsync(cancellationToken);
            var over = context.DownloadTasks.Where(task => batch.Contains(task.TaskId) && !going.Contains(task.TaskId));
            var parts = await over.Where(task => task.Status != DownloadStatus.Completed)
                .Select(task => new { task.ModelId, task.Parts })
                .ToListAsync(cancellationToken);
            cleared += await over.ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            left.AddRange(
                parts.Where(one => one.Parts != DownloadJson.NoPaths).Select(one => (one.ModelId, one.Parts))
            );
        }

        return new ClearedDownloads(cleared, await NobodysAsync(context, left, cancellationToken));
    }

    // The next download of the same model goes on from the same part.
    private static async Task<IReadOnlyList<string>> NobodysAsync(
        LibraryContext context,
        List<(string ModelId, string Parts)> left,
        CancellationToken cancellationToken
    )
    {
        if (left.Count == 0)
            return [];
        var active = await ActiveDownloads.ReadAsync(context, cancellationToken);
        return [.. left.Where(one => !active.Has(one.ModelId)).SelectMany(one => DownloadJson.ReadPaths(one.Parts))];
    }
}

/// <summary>What came of clearing downloads.</summary>
/// <param name="Count">How many were forgotten.</param>
/// <param name="Parts">Where something of them lies that nobody goes on with.</param>
public sealed record ClearedDownloads(int Count, IReadOnlyList<string> Parts);
