using BerryAIGen.Database.PostgreSql;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Models;

/// <summary>
/// Reads rows that are then changed: until the caller's transaction ends nobody else changes them, so that what several
/// people and runs say of a model at once is all kept.
/// </summary>
internal static class LockedModels
{
    /// <param name="context">With a transaction; on SQLite that alone keeps other writers waiting.</param>
    /// <param name="ids">The models; those that are gone are left out.</param>
    /// <param name="cancellationToken">Gives up waiting for other writers.</param>
    public static async Task<Dictionary<string, ModelRow>> ReadAsync(
        LibraryContext context,
        string[] ids,
        CancellationToken cancellationToken
    )
    {
        // In one order for everybody, or two writers may wait for each other.
        var rows =
            context is PostgreSqlContext
                ? context.Registry.FromSql($"SELECT * FROM model_registry WHERE id = ANY({ids}) ORDER BY id FOR UPDATE")
                : context.Registry.Where(row => ids.Contains(row.Id));
        return await rows.ToDictionaryAsync(row => row.Id, cancellationToken);
    }
}
