using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Testing;
using Microsoft.Data.Sqlite;

namespace BerryAIGen.Database.Tests;

/// <summary>The table of words of SQLite after many writes.</summary>
public sealed class TidySearchTests(PostgreSqlServer server)
{
    private const int Writes = 40;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_index_run_makes_one_of_the_parts_that_writes_left()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        foreach (var number in Enumerable.Range(0, Writes))
        {
            await using var context = folder.Database.CreateContext();
            context.Registry.Add(new ModelRow { Id = $"m{number}", Name = $"dragon {number}" });
            await context.SaveChangesAsync(Stop);
        }

        (await PartsAsync(folder.Database)).ShouldBeGreaterThan(2);

        await folder.RunAsync();

        (await PartsAsync(folder.Database)).ShouldBe(1);
        var page = await new ModelListing(folder.Database).ReadAsync(new ModelQuery { Search = "drag" }, Stop);
        page.Counts.Total.ShouldBe(Writes);
    }

    private static async Task<long> PartsAsync(LibraryDatabase database)
    {
        await using var connection = new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(DISTINCT segid) FROM model_search_idx";
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }
}
