using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Indexing;

/// <summary>
/// Writes down who is not there, and what only the file system or the journal learned anew; deletes nothing. Of whom somebody
/// said something else since the run looked stays as that one wrote.
/// </summary>
internal sealed class PresenceWriter(LibraryDatabase database, DateTime now)
{
    /// <summary>Those that were there until now; the others are known to be gone.</summary>
    public Task MarkMissingAsync(IEnumerable<KnownModel> missing, CancellationToken cancellationToken) =>
        InBatchesAsync(
            missing.Where(row => row.StatusDetail != StatusDetails.Missing),
            row => row,
            async (context, rows) =>
            {
                var ids = rows.Select(item => item.Row.Id).ToArray();
                await context
                    .Registry.Where(row => ids.Contains(row.Id))
                    .ExecuteUpdateAsync(
                        row =>
                            row.SetProperty(one => one.Status, ModelStatus.Error)
                                .SetProperty(one => one.StatusDetail, StatusDetails.Missing)
                                .SetProperty(one => one.UpdatedAt, now),
                        cancellationToken
                    );
                ModelEventRow[] events =
                [
                    .. ids.Select(id => new ModelEventRow
                    {
                        ModelId = id,
                        At = now,
                        Event = "missing",
                        Status = ModelStatus.Error,
                    }),
                ];
                await BulkInsert.InsertAsync(context, events, cancellationToken);
            },
            cancellationToken
        );

    /// <summary>Says so beside the status; a model that was missing before stays so.</summary>
    public Task MarkUnreachableAsync(IEnumerable<KnownModel> unreachable, CancellationToken cancellationToken) =>
        InBatchesAsync(
            unreachable.Where(row => row.StatusDetail is null),
            row => row,
            async (context, rows) =>
            {
                var ids = rows.Select(item => item.Row.Id).ToArray();
                await context
                    .Registry.Where(row => ids.Contains(row.Id))
                    .ExecuteUpdateAsync(
                        row =>
                            row.SetProperty(one => one.StatusDetail, StatusDetails.Unreachable)
                                .SetProperty(one => one.UpdatedAt, now),
                        cancellationToken
                    );
            },
            cancellationToken
        );

    /// <summary>Changes what belongs to a file that is the same.</summary>
    public Task UpdateAsync<T>(
        IEnumerable<T> items,
        Func<T, KnownModel> seenOf,
        Action<ModelRow, T> change,
        CancellationToken cancellationToken
    ) =>
        InBatchesAsync(
            items,
            seenOf,
            (context, rows) =>
            {
                foreach (var (row, item) in rows)
                    change(row, item);
                return context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken
        );

    private async Task InBatchesAsync<T>(
        IEnumerable<T> items,
        Func<T, KnownModel> seenOf,
        Func<LibraryContext, IReadOnlyList<(ModelRow Row, T Item)>, Task> write,
        CancellationToken cancellationToken
    )
    {
        foreach (var batch in items.Chunk(IndexWriter.Batch))
        {
            await using var context = database.CreateContext();
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            string[] ids = [.. batch.Select(item => seenOf(item).Id)];
            var rows = await LockedModels.ReadAsync(context, ids, cancellationToken);
            (ModelRow, T)[] still =
            [
                .. batch
                    .Where(item => rows.TryGetValue(seenOf(item).Id, out var row) && seenOf(item).IsStill(row))
                    .Select(item => (rows[seenOf(item).Id], item)),
            ];
            if (still.Length > 0)
                await write(context, still);
            await transaction.CommitAsync(cancellationToken);
        }
    }
}
