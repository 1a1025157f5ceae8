using BerryAIGen.Database;
using BerryAIGen.Database.PostgreSql;
using BerryAIGen.Database.Sqlite;
using Microsoft.EntityFrameworkCore.Design;

namespace BerryAIGen.Migrations;

/// <summary>Gives dotnet-ef a context of each database; none is ever connected to.</summary>
internal sealed class SqliteFactory : IDesignTimeDbContextFactory<SqliteContext>
{
    public SqliteContext CreateDbContext(string[] args) =>
        (SqliteContext)LibraryDatabase.Open("design.db").CreateContext();
}

internal sealed class PostgreSqlFactory : IDesignTimeDbContextFactory<PostgreSqlContext>
{
    public PostgreSqlContext CreateDbContext(string[] args) =>
        (PostgreSqlContext)LibraryDatabase.Open("postgres://design/design").CreateContext();
}

internal static class Program
{
    public static void Main() => Console.WriteLine("This is started by dotnet-ef; see CONTRIBUTING.md.");
}
