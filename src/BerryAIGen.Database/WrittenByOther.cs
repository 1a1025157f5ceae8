using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BerryAIGen.Database;

/// <summary>
/// Tells that a row could not be written because another server was first: it wrote the same one, took away what this one
/// leans on, or leans on what this one takes away.
/// </summary>
internal static class WrittenByOther
{
    private const int MostTries = 4;
    private const int SqliteConstraint = 19;

    /// <summary>Whoever is second looks again.</summary>
    public static Task RetryAsync(Func<Task> write) =>
        RetryAsync(async () =>
        {
            await write();
            return true;
        });

    /// <inheritdoc cref="RetryAsync(Func{Task})"/>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> write)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write();
            }
            catch (Exception taken) when (attempt < MostTries && Is(taken)) { }
        }
    }

    private static bool Is(Exception problem) =>
        problem
            is DbUpdateException
                or PostgresException
                {
                    SqlState: PostgresErrorCodes.UniqueViolation
                        or PostgresErrorCodes.ForeignKeyViolation
                        or PostgresErrorCodes.DeadlockDetected,
                }
                or SqliteException { SqliteErrorCode: SqliteConstraint }
        // The driver's hint that asking again may help.
        || (problem is InvalidOperationException && problem.InnerException is { } inner && Is(inner));
}
