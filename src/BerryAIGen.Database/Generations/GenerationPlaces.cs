using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>The order in which generations of one owner wait.</summary>
public sealed class GenerationPlaces(LibraryDatabase database, GenerationList list)
{
    /// <summary>Gives one that waits another place among its owner's own.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="id">Which.</param>
    /// <param name="position">The place, from 1; a larger number is the last.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is none, it has begun, or there is no such place.</exception>
    public async Task<GenerationRow> MoveAsync(
        string owner,
        string id,
        int position,
        CancellationToken cancellationToken
    )
    {
        if (position < 1)
            throw new LibraryException(FailureCode.Usage, $"position is 1 or more, not {position}.");
        await list.GetAsync(owner, id, cancellationToken);
        await using (var context = database.CreateContext())
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var waiting = await context
                .Generations.AsNoTracking()
                .Where(row => row.Owner == owner && row.State == JobState.Queued && row.Status == null)
                .OrderBy(row => row.Position)
                .ToListAsync(cancellationToken);
            var mine = waiting.Find(row => row.Id == id) ?? throw Begun(id);
            var places = waiting.Select(row => (row.Position, row.JobId)).ToArray();
            waiting.Remove(mine);
            waiting.Insert(Math.Min(position - 1, waiting.Count), mine);
            var moves = waiting.Zip(places).Where(pair => pair.First.JobId != pair.Second.JobId).ToArray();
            string?[] taken = [.. moves.Select(pair => pair.Second.JobId)];
            // Whoever takes one of them now waits for this, or was first.
            var still = await context
                .Jobs.Where(job => taken.Contains(job.Id) && job.State == JobState.Queued)
                .ExecuteUpdateAsync(set => set.SetProperty(job => job.State, JobState.Queued), cancellationToken);
            if (still < taken.Length)
                throw new LibraryException(
                    FailureCode.Conflict,
                    "One of your generations began just now, so that the places are others; look at them and move it again."
                );
            foreach (var (row, place) in moves)
            {
                // The jobs keep their order; which generation each of them runs is what changes.
                var moved = await context
                    .Generations.Where(one =>
                        one.Id == row.Id && one.State == JobState.Queued && one.Status == null && one.JobId == row.JobId
                    )
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(one => one.JobId, place.JobId)
                                .SetProperty(one => one.Position, place.Position),
                        cancellationToken
                    );
                if (moved == 0)
                    throw Begun(row.Id);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return await list.GetAsync(owner, id, cancellationToken);
    }

    private static LibraryException Begun(string id) =>
        new(
            FailureCode.Conflict,
            $"The generation {id} does not wait any more, and only one that waits changes its place."
        );
}
