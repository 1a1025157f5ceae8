using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

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

    /// <summary>Whether the database is there and says no: what is written breaks a rule of the tables.</summary>
    public static bool IsRefusal(Exception problem) =>
        problem is PostgresException { SqlState: ['2', '3', ..] } or SqliteException { SqliteErrorCode: Constraint }
        || (problem.InnerException is { } inner && IsRefusal(inner));

    // SQLITE_CONSTRAINT.
    private const int Constraint = 19;
}
