using BerryAIGen.Database.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace BerryAIGen.Database.Settings;

internal static class LockedSettings
{
    /// <summary>Begins a transaction in which nobody else changes a setting; on SQLite it alone keeps writers waiting.</summary>
    public static async Task<IDbContextTransaction> LockSettingsAsync(
        this LibraryContext context,
        string key,
        CancellationToken cancellationToken
    )
    {
        var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // The row may not be there yet, so it is the name that is locked.
        if (context is PostgreSqlContext)
            await context.Database.ExecuteSqlAsync(
                $"SELECT pg_advisory_xact_lock(hashtextextended({key}, 0))",
                cancellationToken
            );
        return transaction;
    }
}
