using System.Data.Common;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Database.PostgreSql;
using BerryAIGen.Database.Sqlite;
using BerryAIGen.Library;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace BerryAIGen.Database;

/// <summary>The database of a library: a file of SQLite, or PostgreSQL by its address.</summary>
public sealed class LibraryDatabase
{
    private static readonly ModelSearch SqliteSearch = new SqliteModelSearch();
    private static readonly ModelSearch PostgreSqlSearch = new PostgreSqlModelSearch();

    private readonly Func<LibraryContext> _open;
    private readonly bool _isWatched;

    private LibraryDatabase(string connectionString, bool isPostgreSql, IReadOnlyList<IInterceptor> also)
    {
        (ConnectionString, IsPostgreSql, _isWatched) = (connectionString, isPostgreSql, also.Count > 0);
        if (isPostgreSql)
        {
            var options = new DbContextOptionsBuilder<PostgreSqlContext>()
                .UseNpgsql(connectionString)
                .AddInterceptors(also)
                .Options;
            _open = () => new PostgreSqlContext(options);
        }
        else
        {
            var options = new DbContextOptionsBuilder<SqliteContext>()
                .UseSqlite(connectionString)
                .AddInterceptors([new SqlitePragmas(), .. also])
                .Options;
            _open = () => new SqliteContext(options);
        }
    }

    /// <summary>For those who need connections of their own; holds the password.</summary>
    public string ConnectionString { get; }

    public bool IsPostgreSql { get; }

    /// <summary>
    /// By address: <c>postgres://user:password@host:port/name</c>, an Npgsql connection string with <c>Host=</c>, or the
    /// path of a SQLite file, which is created when it is missing.
    /// </summary>
    /// <exception cref="LibraryException">The address is none.</exception>
    public static LibraryDatabase Open(string address)
    {
        if (PostgreSqlAddress.Find(address) is { } server)
            return new LibraryDatabase(server, isPostgreSql: true, also: []);
        SqliteLibrary.Prepare();
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = Path.GetFullPath(address),
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
        return new LibraryDatabase(connection, isPostgreSql: false, also: []);
    }

    /// <summary>The same database for somebody whose every write is looked at; all of them are made in transactions.</summary>
    /// <param name="watchers">Asked about commands and transactions of the contexts that it creates.</param>
    public LibraryDatabase With(params IReadOnlyList<IInterceptor> watchers) =>
        new(ConnectionString, IsPostgreSql, watchers);

    /// <summary>Whether a failure is the database's own: it does not answer, or its file cannot be read.</summary>
    public static bool IsTrouble(Exception problem) =>
        // What may pass by itself the driver of PostgreSQL wraps into an exception of another kind.
        problem is DbException
        || (problem.InnerException is { } inner && IsTrouble(inner));

    /// <summary>How this kind of database finds models.</summary>
    internal ModelSearch Search => IsPostgreSql ? PostgreSqlSearch : SqliteSearch;

    /// <summary>A connection for one question, still closed; the caller disposes of it.</summary>
    internal DbConnection CreateConnection() =>
        IsPostgreSql ? new NpgsqlConnection(ConnectionString) : new SqliteConnection(ConnectionString);

    /// <summary>A context of its own for one unit of work; the caller disposes of it.</summary>
    public LibraryContext CreateContext()
    {
        var context = _open();
        if (_isWatched)
            context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        return context;
    }

    /// <summary>Creates the tables, or brings older ones up to date; several servers may do it at once.</summary>
    /// <exception cref="LibraryException">The database cannot be reached or written, or was written by a newer version.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!IsPostgreSql && Path.GetDirectoryName(Describe()) is { } folder)
                Directory.CreateDirectory(folder);
            await using var context = CreateContext();
            var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToArray();
            if (applied.Except(context.Database.GetMigrations()).FirstOrDefault() is { } unknown)
                throw new LibraryException(
                    FailureCode.Conflict,
                    $"The database was written by a newer version of BerryAIGen (it has the change \"{unknown}\"): update this one, or name another database."
                );
            await BringUpToDateAsync(context, cancellationToken);
        }
        catch (Exception ex)
            when (ex is SqliteException or NpgsqlException or IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(
                IsPostgreSql ? FailureCode.Network : FailureCode.Disk,
                $"The database {Describe()} cannot be opened: {ex.Message}",
                ex
            );
        }
    }

    private async Task BringUpToDateAsync(LibraryContext context, CancellationToken cancellationToken)
    {
        if (IsPostgreSql)
        {
            await using var turn = await MigrationTurn.TakeServerAsync(
                context.Database,
                ConnectionString,
                cancellationToken
            );
            await context.Database.MigrateAsync(cancellationToken);
            return;
        }

        using var file = await MigrationTurn.TakeFileAsync(Describe(), cancellationToken);
        // Readers do not wait for a writer then; the file remembers it.
        await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL", cancellationToken);
        await MigrationTurn.ForgetTheDeadAsync(context.Database, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Closes the connections that are kept for the next caller; those in use go on.</summary>
    public void CloseConnections()
    {
        if (IsPostgreSql)
            NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        else
            SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
    }

    /// <summary>Where it is, without a password.</summary>
    public string Describe() =>
        IsPostgreSql && new NpgsqlConnectionStringBuilder(ConnectionString) is var server
            ? $"\"{server.Database}\" on {server.Host}:{server.Port}"
            : new SqliteConnectionStringBuilder(ConnectionString).DataSource;
}
