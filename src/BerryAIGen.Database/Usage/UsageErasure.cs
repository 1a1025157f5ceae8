using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Usage;

/// <summary>Forgets which models were used and when; what else happened to them stays.</summary>
public sealed class UsageErasure(LibraryDatabase database)
{
    private const string Used = "used";

    /// <returns>How many notes of use were erased.</returns>
    public async Task<int> EraseAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        await using var change = await context.Database.BeginTransactionAsync(cancellationToken);
        var erased = await context.ModelEvents.Where(row => row.Event == Used).ExecuteDeleteAsync(cancellationToken);
        await context
            .Registry.Where(row => row.LastUsed != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsed, (DateTime?)null), cancellationToken);
        await change.CommitAsync(cancellationToken);
        return erased;
    }
}
