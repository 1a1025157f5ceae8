using BerryAIGen.Testing;

[assembly: AssemblyFixture(typeof(PostgreSqlServer))]

namespace BerryAIGen.Database.Tests;

/// <summary>Both kinds of database; a test with one of these runs on each.</summary>
public enum DatabaseKind
{
    Sqlite,
    PostgreSql,
}

/// <summary>An empty database of one test, its tables made.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly TemporaryFolder folder;

    private TestDatabase(TemporaryFolder folder) => this.folder = folder;

    public required LibraryDatabase Library { get; init; }

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind, PostgreSqlServer server)
    {
        var address = kind == DatabaseKind.PostgreSql ? await server.NewDatabaseAsync() : null;
        var database = Open(address);
        await database.Library.MigrateAsync(TestContext.Current.CancellationToken);
        return database;
    }

    public void Dispose()
    {
        Library.CloseConnections();
        folder.Dispose();
    }

    private static TestDatabase Open(string? address)
    {
        var folder = new TemporaryFolder();
        return new TestDatabase(folder) { Library = LibraryDatabase.Open(address ?? folder.Combine("library.db")) };
    }
}
