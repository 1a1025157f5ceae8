using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace BerryAIGen.Database;

/// <summary>Lets one server at a time change the tables; the right to it ends with the process that has it.</summary>
internal static class MigrationTurn
{
    // Of PostgreSQL's locks that mean what the programs agree on; ours by this number.
    private const long LockNumber = 0x6265727279;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Next to the file of SQLite; it stays, empty, because whoever deleted it could delete another's.</summary>
    public static async Task<IDisposable> TakeFileAsync(string database, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream($"{database}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException ex) when (ex.GetType() == typeof(IOException) && File.Exists($"{database}.lock"))
            {
                await Task.Delay(Step, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>EF keeps a lock of its own in a row, which a process that died in the middle leaves behind for ever.</summary>
    public static async Task ForgetTheDeadAsync(DatabaseFacade database, CancellationToken cancellationToken)
    {
        var isThere = await database
            .SqlQuery<int>(
                $"SELECT count(*) AS Value FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'"
            )
            .SingleAsync(cancellationToken)
            .ConfigureAwait(false);
        if (isThere > 0)
            await database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>In the database itself, which is made first when it is not there.</summary>
    public static async Task<IAsyncDisposable> TakeServerAsync(
        DatabaseFacade database,
        string connectionString,
        CancellationToken cancellationToken
    )
    {
        await CreateAsync(database.GetService<IRelationalDatabaseCreator>(), cancellationToken).ConfigureAwait(false);
        // Not of the pool: the lock ends with the connection.
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_advisory_lock({LockNumber})";
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }

    // Of several that find none, one makes it.
    private static async Task CreateAsync(IRelationalDatabaseCreator creator, CancellationToken cancellationToken)
    {
        if (await creator.ExistsAsync(cancellationToken).ConfigureAwait(false))
            return;
        try
        {
            await creator.CreateAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException taken)
            when (taken.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation) { }
    }
}
