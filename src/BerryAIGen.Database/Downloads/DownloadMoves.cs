using BerryAIGen.Database.Settings;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Downloads;

/// <summary>The order in which downloads wait.</summary>
public sealed class DownloadMoves(LibraryDatabase database, DownloadTasks tasks, TimeProvider time)
{
    private const string Key = "downloads/queue";

    /// <summary>Gives one that waits another place.</summary>
    /// <param name="id">Which.</param>
    /// <param name="position">The place, from 1, which is next; a larger number than there are places is the last.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is no such download, it does not wait, or there is no such place.</exception>
    public async Task<DownloadTask> MoveAsync(string id, int position, CancellationToken cancellationToken)
    {
        if (position < 1)
            throw new LibraryException(FailureCode.Usage, $"position is 1, which is next, or more, not {position}.");
        var task = await tasks.GetAsync(id, cancellationToken);
        if (task.Status != DownloadStatus.Pending)
            throw NotWaiting(id, task.Status);
        await using (var context = database.CreateContext())
        {
            // Of two moves at once the second one sees the order that the first one made.
            await using var transaction = await context.LockSettingsAsync(Key, cancellationToken);
            var waiting = await context
                .DownloadTasks.AsNoTracking()
                .InTurn()
                .Select(row => new Place(row.TaskId, row.Position))
                .ToListAsync(cancellationToken);
            var turns = Turns(waiting);
            var mine = waiting.Find(place => place.TaskId == id) ?? throw NotWaiting(id, "not waiting any more");
            waiting.Remove(mine);
            waiting.Insert(Math.Min(position - 1, waiting.Count), mine);
            foreach (var (place, turn) in waiting.Zip(turns).Where(pair => pair.First.Turn != pair.Second))
                await TakeAsync(context, place, turn, isMine: place == mine, cancellationToken);
            await DownloadEvents.AddAsync(
                context,
                id,
                DownloadEvents.Moved,
                time.GetUtcNow().UtcDateTime,
                task.Attempts,
                cancellationToken
            );
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return await tasks.GetAsync(id, cancellationToken);
    }

    // The turns that there are now, each later than the one before: those of old rows may be equal.
    private static List<long> Turns(List<Place> waiting)
    {
        List<long> turns = [];
        foreach (var place in waiting)
            turns.Add(turns.Count == 0 ? place.Turn : Math.Max(place.Turn, turns[^1] + 1));
        return turns;
    }

    private async Task TakeAsync(
        LibraryContext context,
        Place place,
        long turn,
        bool isMine,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        var taken = await context
            .DownloadTasks.Where(row => row.TaskId == place.TaskId && row.Status == DownloadStatus.Pending)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Position, turn)
                        .SetProperty(row => row.UpdatedAt, row => isMine ? now : row.UpdatedAt),
                cancellationToken
            );
        // Another one that begins at this moment has no use for its place any more.
        if (taken == 0 && isMine)
            throw NotWaiting(place.TaskId, "not waiting any more");
    }

    private static LibraryException NotWaiting(string id, string status) =>
        new(
            FailureCode.Conflict,
            $"The download {id} is {status} and cannot be moved; only one that waits has a place in the queue."
        );

    private sealed record Place(string TaskId, long Turn);
}

internal static class DownloadTurn
{
    /// <summary>Those that wait, the next one first.</summary>
    public static IQueryable<DownloadTaskRow> InTurn(this IQueryable<DownloadTaskRow> rows) =>
        rows.Where(row => row.Status == DownloadStatus.Pending).OrderBy(row => row.Position).ThenBy(row => row.TaskId);
}
