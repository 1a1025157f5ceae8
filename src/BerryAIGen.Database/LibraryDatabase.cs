using System.Data.Common;
using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Database.PostgreSql;
using BerryAIGen.Database.Sqlite;
using BerryAIGen.Library;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace BerryAIGen.Database;

/// <summary>The database of a library: a file of SQLite, or PostgreSQL by its address.</summary>
public sealed class LibraryDatabase
{
    private static readonly ModelSearch SqliteSearch = new SqliteModelSearch();
    private static readonly ModelSearch PostgreSqlSearch = new PostgreSqlModelSearch();
    private static readonly RegistryLook SqliteLook = new SqliteRegistryLook();
    private static readonly RegistryLook PostgreSqlLook = new PostgreSqlRegistryLook();
    private static readonly WholeLists SqliteLists = new SqliteWholeLists();
    private static readonly WholeLists PostgreSqlLists = new PostgreSqlWholeLists();

    private readonly Func<LibraryContext> _open;
    private readonly bool _isWatched;

    private LibraryDatabase(
        string connectionString,
        bool isPostgreSql,
        IReadOnlyList<IInterceptor> also,
        string? machine = null
    )
    {
        (ConnectionString, IsPostgreSql, _isWatched, Machine) = (
            connectionString,
            isPostgreSql,
            also.Count > 0,
            machine
        );
        _open = isPostgreSql
            ? PostgreSqlLibrary.Contexts(connectionString, also)
            : SqliteLibrary.Contexts(connectionString, also);
    }

    /// <summary>For those who need connections of their own; holds the password.</summary>
    public string ConnectionString { get; }

    public bool IsPostgreSql { get; }

    /// <summary>
    /// What this machine is called among those that share the database; null for a file, which is one machine's whatever
    /// that is called today.
    /// </summary>
    public string? Machine { get; }

    /// <summary>
    /// By address: <c>postgres://user:password@host:port/name</c>, an Npgsql connection string with <c>Host=</c>, or the
    /// path of a SQLite file, which is created when it is missing.
    /// </summary>
    /// <exception cref="LibraryException">The address is none.</exception>
    public static LibraryDatabase Open(string address)
    {
        if (PostgreSqlAddress.Find(address) is { } server)
            return new LibraryDatabase(server, isPostgreSql: true, also: []);
        if (address.Split("://") is [var kind, _, ..])
            throw new LibraryException(
                FailureCode.Usage,
                $"\"{kind}\" is no kind of database here: name a file, or postgres://user:password@host:5432/name."
            );
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
        new(ConnectionString, IsPostgreSql, watchers, Machine);

    /// <summary>The same database as one machine of those that share it has it.</summary>
    public LibraryDatabase Of(string machine) => IsPostgreSql ? new(ConnectionString, true, [], machine) : this;

    /// <summary>Whether a failure is the database's own: it does not answer, or its file cannot be read.</summary>
    public static bool IsTrouble(Exception problem) => DatabaseFaults.IsAway(problem);

    /// <summary>How this kind of database finds models.</summary>
    internal ModelSearch Search => IsPostgreSql ? PostgreSqlSearch : SqliteSearch;

    /// <summary>How this kind of database tells which models changed.</summary>
    internal RegistryLook Look => IsPostgreSql ? PostgreSqlLook : SqliteLook;

    /// <summary>How this kind of database reads long lists of which most is known.</summary>
    internal WholeLists WholeLists => IsPostgreSql ? PostgreSqlLists : SqliteLists;

    /// <summary>A connection for one question, open; the caller disposes of it.</summary>
    internal async Task<DbConnection> OpenConnectionAsync(CancellationToken cancellationToken)
    {
        var connection = IsPostgreSql
            ? PostgreSqlLibrary.Connect(ConnectionString)
            : new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (!IsPostgreSql)
            SqlitePragmas.Set(connection);
        return connection;
    }

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
            var applied = await TableSteps.ReadAsync(this, cancellationToken);
            var steps = TableSteps.Of(IsPostgreSql);
            if (applied.Except(steps).FirstOrDefault(step => !FormerStep.Is(step)) is { } unknown)
                throw new LibraryException(
                    FailureCode.Conflict,
                    $"The database was written by a newer version of BerryAIGen (it has the change \"{unknown}\"): update this one, or name another database."
                );
            if (applied.SequenceEqual(steps))
                return;
            await using var context = CreateContext();
            await BringUpToDateAsync(context, cancellationToken);
        }
        catch (Exception ex) when (ex is DbException or IOException or UnauthorizedAccessException)
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
            await FormerStep.ReplaceAsync(context.Database, cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
            return;
        }

        using var file = await MigrationTurn.TakeFileAsync(Describe(), cancellationToken);
        // Readers do not wait for a writer then; the file remembers it.
        await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL", cancellationToken);
        await MigrationTurn.ForgetTheDeadAsync(context.Database, cancellationToken);
        await FormerStep.ReplaceAsync(context.Database, cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Closes the connections that are kept for the next caller; those in use go on.</summary>
    public void CloseConnections()
    {
        if (IsPostgreSql)
            PostgreSqlLibrary.CloseConnections(ConnectionString);
        else
            SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
    }

    /// <summary>Where it is, without a password.</summary>
    public string Describe() =>
        IsPostgreSql
            ? PostgreSqlLibrary.Describe(ConnectionString)
            : new SqliteConnectionStringBuilder(ConnectionString).DataSource;
}
