using BerryAIGen.Database.Keeping;
using BerryAIGen.Database.Models;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Usage;

/// <summary>What happened to a model, and when it was used; nothing of it leaves the machine.</summary>
public sealed class ModelUsage(LibraryDatabase database, TimeProvider time)
{
    private const string Used = "used";

    /// <summary>Notes that a model was used now.</summary>
    /// <exception cref="BerryAIGen.Library.LibraryException">There is no such model.</exception>
    public async Task<DateTime> MarkUsedAsync(string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var context = database.CreateContext();
        var row = await context.GetModelAsync(id, cancellationToken);
        row.LastUsed = now;
        context.Note(row, Used, now);
        await context.SaveChangesAsync(cancellationToken);
        return now;
    }

    /// <summary>How often and when it was used.</summary>
    /// <exception cref="BerryAIGen.Library.LibraryException">There is no such model.</exception>
    public async Task<UsageOfModel> ReadAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row = await context.GetModelAsync(id, cancellationToken);
        var times = await context.ModelEvents.CountAsync(
            one => one.ModelId == id && one.Event == Used,
            cancellationToken
        );
        return new UsageOfModel(row, times);
    }

    /// <summary>What happened to it, the latest first.</summary>
    /// <param name="id">The model, also one that is gone.</param>
    /// <param name="offset">How many of the latest to leave out.</param>
    /// <param name="limit">The most wanted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BerryAIGen.Library.LibraryException">Nobody ever knew such a model, or there is no such page.</exception>
    public async Task<ModelHistory> HistoryAsync(string id, int offset, int limit, CancellationToken cancellationToken)
    {
        ListPage.Check(offset, limit);
        await using var context = database.CreateContext();
        var lines = context.ModelEvents.AsNoTracking().Where(one => one.ModelId == id);
        var total = await lines.CountAsync(cancellationToken);
        if (total == 0)
            await context.GetModelAsync(id, cancellationToken);
        return new ModelHistory(
            await lines.OrderByDescending(one => one.Id).Skip(offset).Take(limit).ToListAsync(cancellationToken),
            total
        );
    }
}

/// <summary>How a model was used.</summary>
/// <param name="Row">The model.</param>
/// <param name="Times">How often it was marked as used.</param>
public sealed record UsageOfModel(ModelRow Row, int Times);

/// <summary>What happened to a model.</summary>
/// <param name="Lines">The latest first.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record ModelHistory(IReadOnlyList<ModelEventRow> Lines, int Total);
