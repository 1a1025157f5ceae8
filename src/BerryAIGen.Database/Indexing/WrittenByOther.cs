using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BerryAIGen.Database.Indexing;

/// <summary>Tells that a row could not be written because another server wrote it first.</summary>
internal static class WrittenByOther
{
    private const int SqliteConstraint = 19;

    public static bool Is(Exception problem) =>
        problem
            is DbUpdateException
                or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }
                or SqliteException { SqliteErrorCode: SqliteConstraint };
}
