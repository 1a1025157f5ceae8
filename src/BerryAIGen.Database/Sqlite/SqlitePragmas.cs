using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace BerryAIGen.Database.Sqlite;

/// <summary>Sets what each connection of SQLite must be told anew.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    // The database is in WAL mode since it was made: there, a log that is synced at each checkpoint loses nothing
    // when the process dies and corrupts nothing when the power fails.
    // Pages are read where the system already has them, without a copy per connection.
    private const string Commands =
        "PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 30000; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 268435456;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        Set(connection);
        AddFunctions(connection);
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Set(connection);
        AddFunctions(connection);
        return Task.CompletedTask;
    }

    /// <summary>For connections that EF does not open.</summary>
    public static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Commands;
        command.ExecuteNonQuery();
    }

    /// <summary>What the questions of EF call, and those that compare words of any script.</summary>
    public static void AddFunctions(DbConnection connection) =>
        ((SqliteConnection)connection).CreateFunction(
            SmallLetters.SqliteName,
            (string? text) => text is null ? null : SmallLetters.Of(text),
            isDeterministic: true
        );
}
