using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace BerryAIGen.Database.PostgreSql;

/// <summary>All that needs the driver of PostgreSQL: who keeps the library in a file never loads it.</summary>
internal static class PostgreSqlLibrary
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Func<LibraryContext> Contexts(string connectionString, IEnumerable<IInterceptor> also)
    {
        var options = new DbContextOptionsBuilder<PostgreSqlContext>()
            .UseNpgsql(connectionString)
            .AddInterceptors(also)
            .Options;
        return () => new PostgreSqlContext(options);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static DbConnection Connect(string connectionString) => new NpgsqlConnection(connectionString);

    /// <summary>An open connection; null when the server has no such database yet.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static async Task<DbConnection?> FindAsync(LibraryDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            return await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return null;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CloseConnections(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
    }

    /// <summary>Where it is, without a password.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string Describe(string connectionString)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        return $"\"{server.Database}\" on {server.Host}:{server.Port}";
    }
}
