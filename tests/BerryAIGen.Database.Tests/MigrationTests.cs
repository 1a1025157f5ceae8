using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Library;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BerryAIGen.Database.Tests;

public sealed class MigrationTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task The_tables_fit_the_classes(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);

        await using var context = database.Library.CreateContext();

        context.Database.HasPendingModelChanges().ShouldBeFalse("write a migration: see CONTRIBUTING.md");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task The_steps_are_those_that_the_mapper_knows(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);

        await using var context = database.Library.CreateContext();

        TableSteps.Of(database.Library.IsPostgreSql).ShouldBe(context.Database.GetMigrations());
        (await TableSteps.ReadAsync(database.Library, Stop)).ShouldBe(context.Database.GetMigrations());
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task A_row_comes_back_as_it_was_written(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var now = new DateTime(2026, 11, 21, 17, 6, 59, 123, 456, DateTimeKind.Utc);
        await using (var context = database.Library.CreateContext())
        {
            context.Registry.Add(
                new ModelRow
                {
                    Id = "org/name",
                    Name = "Übermodell 🍓",
                    Metadata = """{"b":1,"a":[1.50]}""",
                    Capabilities = """["chat"]""",
                    LastUsed = now,
                    Size = long.MaxValue,
                }
            );
            await context.SaveChangesAsync(Stop);
        }

        await using var reader = database.Library.CreateContext();
        var row = await reader.Registry.SingleAsync(Stop);

        row.Name.ShouldBe("Übermodell 🍓");
        row.Metadata.ShouldBe("""{"b":1,"a":[1.50]}""");
        row.LastUsed.ShouldBe(now);
        row.LastUsed!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        row.Size.ShouldBe(long.MaxValue);
        row.Status.ShouldBe(ModelStatus.Available);
        row.CreatedAt.Kind.ShouldBe(DateTimeKind.Utc);
        row.CreatedAt.ShouldBeGreaterThan(new DateTime(2026, 1, 1));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task The_tables_of_the_description_take_its_own_columns_alone(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await using var context = database.Library.CreateContext();

        await context.Database.ExecuteSqlRawAsync(
            "INSERT INTO model_registry (id, name, provider) VALUES ('a', 'A', 'llama-cpp')",
            Stop
        );
        await context.Database.ExecuteSqlRawAsync("UPDATE model_registry SET name = 'B' WHERE id = 'a'", Stop);

        var row = await context.Registry.SingleAsync(Stop);
        row.Status.ShouldBe("available");
        row.Name.ShouldBe("B");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "Initial")]
    [InlineData(DatabaseKind.Sqlite, "ListOrders")]
    [InlineData(DatabaseKind.PostgreSql, "Initial")]
    [InlineData(DatabaseKind.PostgreSql, "ListOrders")]
    public async Task What_was_there_before_an_update_is_found_and_counted_after_it(DatabaseKind kind, string step)
    {
        using var folder = new TemporaryFolder();
        var address = kind == DatabaseKind.PostgreSql ? await server.NewDatabaseAsync() : folder.Combine("library.db");
        var database = LibraryDatabase.Open(address);
        await using (var context = database.CreateContext())
        {
            await context.GetService<IMigrator>().MigrateAsync(step, Stop);
            await context.Database.ExecuteSqlRawAsync(
                "INSERT INTO model_registry (id, name, provider, status) VALUES ('a', 'Red Dragon', 'llama-cpp', 'local')",
                Stop
            );
        }

        await database.MigrateAsync(Stop);

        var found = await new ModelListing(database).ReadAsync(
            new ModelQuery { Search = "drag", Provider = "LLAMA-CPP" },
            Stop
        );
        found.Models.ShouldHaveSingleItem().Id.ShouldBe("a");
        found.Counts.Local.ShouldBe(1);
        database.CloseConnections();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, "20261122013649_LibraryServer")]
    [InlineData(DatabaseKind.PostgreSql, "20261122013653_LibraryServer")]
    public async Task A_database_that_has_several_steps_under_one_name_goes_on(DatabaseKind kind, string former)
    {
        using var folder = new TemporaryFolder();
        var address = kind == DatabaseKind.PostgreSql ? await server.NewDatabaseAsync() : folder.Combine("library.db");
        var database = LibraryDatabase.Open(address);
        await using (var context = database.CreateContext())
        {
            await context.GetService<IMigrator>().MigrateAsync("SearchAndJobs", Stop);
            await context.Database.ExecuteSqlRawAsync(
                """DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" NOT LIKE '%_Initial'""",
                Stop
            );
            await context.Database.ExecuteSqlRawAsync(
                """INSERT INTO "__EFMigrationsHistory" VALUES ({0}, '10.0.0')""",
                [former],
                Stop
            );
            await context.Database.ExecuteSqlRawAsync(
                "INSERT INTO model_registry (id, name, provider, status) VALUES ('a', 'Red Dragon', 'llama-cpp', 'local')",
                Stop
            );
        }

        await database.MigrateAsync(Stop);
        await database.MigrateAsync(Stop);

        var found = await new ModelListing(database).ReadAsync(new ModelQuery { Search = "drag" }, Stop);
        found.Models.ShouldHaveSingleItem().Id.ShouldBe("a");
        await using (var context = database.CreateContext())
            (await context.Database.GetAppliedMigrationsAsync(Stop)).ShouldBe(context.Database.GetMigrations());
        database.CloseConnections();
    }

    [Fact]
    public async Task Two_servers_may_start_on_an_empty_database_at_once()
    {
        var address = await server.NewDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => LibraryDatabase.Open(address).MigrateAsync(Stop)));

        await using var context = LibraryDatabase.Open(address).CreateContext();
        (await context.Registry.CountAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task A_server_that_died_while_it_made_the_tables_stops_no_other()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("library.db");
        await LibraryDatabase.Open(path).MigrateAsync(Stop);
        await using (var context = LibraryDatabase.Open(path).CreateContext())
            await context.Database.ExecuteSqlRawAsync(
                "INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01 00:00:00')",
                Stop
            );

        await LibraryDatabase.Open(path).MigrateAsync(Stop);

        await using var after = LibraryDatabase.Open(path).CreateContext();
        (await after.Registry.CountAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task Several_servers_may_start_on_one_file_at_once()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("library.db");

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => LibraryDatabase.Open(path).MigrateAsync(Stop)));

        await using var context = LibraryDatabase.Open(path).CreateContext();
        (await context.Registry.CountAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        await using (var context = database.Library.CreateContext())
            await context.Database.ExecuteSqlRawAsync(
                "INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_Later', '11.0.0')",
                Stop
            );

        var refused = await Should.ThrowAsync<LibraryException>(() => database.Library.MigrateAsync(Stop));

        refused.Message.ShouldContain("99990101000000_Later");
        refused.Failure.Code.ShouldBe(FailureCode.Conflict);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("notes.db", "These are notes, not a database, and they stay as they are."u8);

        var refused = await Should.ThrowAsync<LibraryException>(() => LibraryDatabase.Open(path).MigrateAsync(Stop));

        refused.Message.ShouldContain(path);
        File.ReadAllText(path).ShouldStartWith("These are notes");
    }
}
