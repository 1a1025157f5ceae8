using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database;

/// <summary>Tells faults of the database from those of who asks it.</summary>
internal static class DatabaseFaults
{
    /// <summary>
    /// Whether the database is away or did not take it this time, so that asking again may help. What a driver throws comes
    /// wrapped as well: by saving changes, and with a hint at transient failures.
    /// </summary>
    public static bool IsAway(Exception problem) =>
        problem is DbException
        || (
            problem is DbUpdateException or InvalidOperationException
            && problem.InnerException is { } inner
            && IsAway(inner)
        );
}
