using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Indexing;

/// <summary>Writes down who is not there, and what only the file system or the journal learned anew; deletes nothing.</summary>
internal sealed class PresenceWriter(LibraryDatabase database, DateTime now)
{
    /// <summary>Those that were there until now; the others are known to be gone.</summary>
    public async Task MarkMissingAsync(IEnumerable<KnownModel> missing, CancellationToken cancellationToken)
    {
        foreach (var batch in missing.Where(row => row.StatusDetail != StatusDetails.Missing).Chunk(IndexWriter.Batch))
        {
            var ids = batch.Select(row => row.Id).ToArray();
            await using var context = database.CreateContext();
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            await context
                .Registry.Where(row => ids.Contains(row.Id))
                // Whoever took it away or had it again in the meantime knows better.
                .Where(row => row.LocalPath != null)
                .Where(row =>
                    row.StatusDetail != StatusDetails.Quarantined && row.StatusDetail != StatusDetails.Trashed
                )
                .ExecuteUpdateAsync(
                    row =>
                        row.SetProperty(one => one.Status, ModelStatus.Error)
                            .SetProperty(one => one.StatusDetail, StatusDetails.Missing)
                            .SetProperty(one => one.UpdatedAt, now),
                    cancellationToken
                );
            context.ModelEvents.AddRange(
                ids.Select(id => new ModelEventRow
                {
                    ModelId = id,
                    At = now,
                    Event = "missing",
                    Status = ModelStatus.Error,
                })
            );
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Says so beside the status; a model that was missing before stays so.</summary>
    public async Task MarkUnreachableAsync(IEnumerable<KnownModel> unreachable, CancellationToken cancellationToken)
    {
        foreach (var batch in unreachable.Where(row => row.StatusDetail is null).Chunk(IndexWriter.Batch))
        {
            var ids = batch.Select(row => row.Id).ToArray();
            await using var context = database.CreateContext();
            await context
                .Registry.Where(row => ids.Contains(row.Id))
                .ExecuteUpdateAsync(
                    row =>
                        row.SetProperty(one => one.StatusDetail, StatusDetails.Unreachable)
                            .SetProperty(one => one.UpdatedAt, now),
                    cancellationToken
                );
        }
    }

    public async Task UpdateAsync<T>(
        IReadOnlyList<T> items,
        Func<T, string> idOf,
        Action<ModelRow, T> change,
        CancellationToken cancellationToken
    )
    {
        foreach (var batch in items.Chunk(IndexWriter.Batch))
        {
            var ids = batch.Select(idOf).ToArray();
            await using var context = database.CreateContext();
            var rows = await context
                .Registry.Where(row => ids.Contains(row.Id))
                .ToDictionaryAsync(row => row.Id, cancellationToken);
            foreach (var item in batch)
            {
                if (rows.TryGetValue(idOf(item), out var row))
                    change(row, item);
            }

            await context.SaveChangesAsync(cancellationToken);
        }
    }
}
