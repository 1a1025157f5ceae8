using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Access;

/// <summary>The record of who changed what.</summary>
public sealed class AuditLog(LibraryDatabase database)
{
    public const int MostPerPage = 500;

    public async Task AddAsync(AuditRow row, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        context.Audit.Add(row);
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The newest first; <paramref name="before"/> is the id that the page before ended with.</summary>
    /// <exception cref="BerryAIGen.Library.LibraryException">The limit is none.</exception>
    public async Task<IReadOnlyList<AuditRow>> ListAsync(long? before, int limit, CancellationToken cancellationToken)
    {
        ListPage.Check(null, limit, MostPerPage);
        await using var context = database.CreateContext();
        return await context
            .Audit.AsNoTracking()
            .Where(row => before == null || row.Id < before)
            .OrderByDescending(row => row.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
    }
}
