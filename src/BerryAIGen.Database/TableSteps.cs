using System.Data.Common;
using System.Reflection;
using BerryAIGen.Database.PostgreSql;
using BerryAIGen.Database.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BerryAIGen.Database;

/// <summary>
/// Which steps of the tables there are, and which a database has had. Asked without the mapper: most starts change nothing,
/// and it takes half a second to get going.
/// </summary>
internal static class TableSteps
{
    /// <summary>All of this version, oldest first.</summary>
    public static IReadOnlyList<string> Of(bool isPostgreSql)
    {
        var context = isPostgreSql ? typeof(PostgreSqlContext) : typeof(SqliteContext);
        return
        [
            .. typeof(TableSteps)
                .Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(Migration)))
                .Where(type => type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context)
                .Select(type => type.GetCustomAttribute<MigrationAttribute>()!.Id)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Those that a database has had, oldest first; none where there are no tables yet.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        LibraryDatabase database,
        CancellationToken cancellationToken
    )
    {
        if (!database.IsPostgreSql && !File.Exists(database.Describe()))
            return [];
        await using var connection = database.IsPostgreSql
            ? await PostgreSqlLibrary.FindAsync(database, cancellationToken).ConfigureAwait(false)
            : await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        List<string> steps = [];
        if (connection is null || !await HasHistoryAsync(connection, database, cancellationToken).ConfigureAwait(false))
            return steps;
        await using var command = connection.CreateCommand();
        command.CommandText = """SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY "MigrationId" """;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            steps.Add(reader.GetString(0));
        steps.Sort(StringComparer.Ordinal);
        return steps;
    }

    private static async Task<bool> HasHistoryAsync(
        DbConnection connection,
        LibraryDatabase database,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = database.IsPostgreSql
            ? """SELECT count(*) FROM pg_class WHERE oid = to_regclass('"__EFMigrationsHistory"')"""
            : "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsHistory'";
        return (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))! > 0;
    }
}
