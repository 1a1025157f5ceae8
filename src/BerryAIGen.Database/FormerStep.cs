using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BerryAIGen.Database;

/// <summary>
/// A step of the tables that databases have under another name: one version of the program put together what several
/// steps do, with the same tables at the end. Such a database is told that it has them.
/// </summary>
internal static class FormerStep
{
    private const string After = "_Initial";
    private const string Last = "_SearchAndJobs";

    /// <summary>Whether a step that no class describes any more is this one, of SQLite or PostgreSQL.</summary>
    public static bool Is(string step) => step is "20261122013649_LibraryServer" or "20261122013653_LibraryServer";

    /// <summary>Within the turn to change the tables.</summary>
    public static async Task ReplaceAsync(DatabaseFacade database, CancellationToken cancellationToken)
    {
        var applied = await database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false);
        if (applied.FirstOrDefault(Is) is not { } former)
            return;
        var history = database.GetService<IHistoryRepository>();
        var steps = database
            .GetMigrations()
            .SkipWhile(step => !step.EndsWith(After, StringComparison.Ordinal))
            .Skip(1)
            .ToArray();
        var count = Array.FindIndex(steps, step => step.EndsWith(Last, StringComparison.Ordinal)) + 1;
        await using var transaction = await database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await database.ExecuteSqlRawAsync(history.GetDeleteScript(former), cancellationToken).ConfigureAwait(false);
        foreach (var step in steps.Take(count))
            await database
                .ExecuteSqlRawAsync(
                    history.GetInsertScript(new HistoryRow(step, ProductInfo.GetVersion())),
                    cancellationToken
                )
                .ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
