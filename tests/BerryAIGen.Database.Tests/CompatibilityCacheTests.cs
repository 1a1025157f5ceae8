using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Models;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Predefined;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests;

/// <summary>What runs the models, while they come, change and go; whoever changes them, and however.</summary>
public sealed class CompatibilityCacheTests(PostgreSqlServer server)
{
    private static readonly ProviderDefinition Provider = ProviderCatalog.Load(null).Get("llama-cpp");

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Only_models_that_changed_are_taken_up_anew(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await AddAsync(database, Model("stays"), Model("changes"), Model("goes"));
        using var cache = Cache(database);
        var before = (await cache.GetAsync(Stop)).Models.ToDictionary(model => model.Id);

        // As another program would: it says nothing of when.
        await RunAsync(database, "UPDATE model_registry SET size = 5000000000 WHERE id = 'changes'");
        await RunAsync(database, "DELETE FROM model_registry WHERE id = 'goes'");
        await AddAsync(database, Model("comes"));
        var after = (await cache.GetAsync(Stop)).Models.ToDictionary(model => model.Id);

        after.Keys.ShouldBe(["stays", "changes", "comes"], ignoreOrder: true);
        after["stays"].ShouldBeSameAs(before["stays"]);
        after["changes"].Facts.SizeBytes.ShouldBe(5000000000);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_column_that_decides_counts(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await AddAsync(database, Model("it"));
        using var cache = Cache(database);
        var known = (await cache.GetAsync(Stop)).Models.Single();

        foreach (
            var change in (string[])
                [
                    "metadata = '{}'",
                    "capabilities = '[]'",
                    "format = 'safetensors'",
                    "format = NULL",
                    "format = ''",
                    "architecture = 'llama'",
                    "model_type = 'LORA'",
                    "size = 7",
                    "disk_usage = 7",
                    "disk_usage = 8",
                    "status = 'local'",
                    "status_detail = 'incomplete'",
                    "origin = 'import'",
                ]
        )
        {
            await RunAsync(database, $"UPDATE model_registry SET {change}");
            var now = (await cache.GetAsync(Stop)).Models.Single();
            now.ShouldNotBeSameAs(known, change);
            known = now;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_brought_up_to_date_is_what_would_be_judged_from_the_start(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await AddAsync(database, [.. Enumerable.Range(0, 40).Select(number => Model($"model-{number}-q4"))]);
        using var cache = Cache(database);
        Random random = new(4711);
        for (var round = 0; round < 30; round++)
        {
            // Sometimes several changes are seen at once, and not every library is asked for its order.
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                await RunAsync(database, AnyChange(random, round, changes));
            var library = await cache.GetAsync(Stop);
            if (random.Next(3) == 0)
                continue;

            using var other = Cache(database);
            var fresh = await other.GetAsync(Stop);
            Describe(library).ShouldBe(Describe(fresh), $"in round {round}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_order_that_nobody_asked_for_in_a_long_time_is_right_all_the_same(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await AddAsync(database, Model("first"));
        using var cache = Cache(database);
        (await cache.GetAsync(Stop)).Of(Provider).Compatible.Count.ShouldBe(1);

        for (var number = 0; number < 70; number++)
        {
            await AddAsync(database, Model($"model-{number}"));
            await cache.GetAsync(Stop);
        }

        (await cache.GetAsync(Stop)).Of(Provider).Compatible.Count.ShouldBe(71);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_order_stays_the_same_object_while_nothing_that_it_runs_changes(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await AddAsync(database, Model("runs"), Model("other", format: "safetensors"));
        using var cache = Cache(database);
        var before = (await cache.GetAsync(Stop)).Of(Provider);

        await RunAsync(database, "UPDATE model_registry SET status = 'local' WHERE id = 'other'");
        var same = (await cache.GetAsync(Stop)).Of(Provider);
        await RunAsync(database, "UPDATE model_registry SET status = 'local' WHERE id = 'runs'");
        var another = (await cache.GetAsync(Stop)).Of(Provider);

        same.ShouldBeSameAs(before);
        before.Local.ShouldBeEmpty();
        another.Local.ShouldHaveSingleItem().Model.Id.ShouldBe("runs");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_file_that_is_no_model_is_run_by_nothing_and_one_that_nobody_read_may_be(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await AddAsync(
            database,
            Row("words", """{"problem":{"rule":"NotAModel","message":"words is text."}}""", ModelStatus.Local),
            Row("picture", """{"problem":{"rule":"InvalidMagic","message":"it is a picture."}}""", ModelStatus.Local),
            Row("person", """{"problem":"it is slow"}""", ModelStatus.Local),
            Row("offered", "{}", ModelStatus.Available)
        );
        using var cache = Cache(database);

        var runs = (await cache.GetAsync(Stop)).Of(Provider);
        await RunAsync(database, "UPDATE model_registry SET metadata = '{}' WHERE id = 'words'");
        var read = (await cache.GetAsync(Stop)).Of(Provider);

        runs.Compatible.Select(row => row.Model.Id).ShouldBe(["offered", "person"], ignoreOrder: true);
        read.Compatible.Select(row => row.Model.Id).ShouldContain("words");
    }

    private static ModelRow Row(string id, string metadata, string status)
    {
        var row = Model(id);
        (row.Format, row.Metadata, row.Status) = (null, metadata, status);
        return row;
    }

    private static string AnyChange(Random random, int round, int change)
    {
        var id = $"model-{random.Next(40)}-q4";
        return random.Next(5) switch
        {
            0 => $"DELETE FROM model_registry WHERE id = '{id}'",
            1 => $"UPDATE model_registry SET status = 'error' WHERE id = '{id}'",
            2 => $"UPDATE model_registry SET status = 'local' WHERE id = '{id}'",
            3 => $"UPDATE model_registry SET size = {random.NextInt64(1L << 29, 1L << 35)} WHERE id = '{id}'",
            _ => "INSERT INTO model_registry (id, name, provider, status, format, size, capabilities, metadata) VALUES "
                + $"('model-{random.Next(40)}-q8-{round}-{change}', 'New', '', 'available', 'gguf', "
                + $"{random.NextInt64(1L << 29, 1L << 35)}, '[\"text-generation\"]', '{{}}')",
        };
    }

    private static string Describe(LibraryVerdicts library)
    {
        var order = library.Of(Provider).Compatible.Select(row => $"{row.Model.Id} {row.Score:R} {row.Model.IsLocal}");
        var variants = library
            .Models.OrderBy(model => model.Id, StringComparer.Ordinal)
            .Select(model =>
                $"{model.Id}: {library.Look(model.Id, Provider, IndexedFolder.Machine)?.BestVariant?.Id ?? "none"}"
            );
        return string.Join('\n', order.Concat(variants));
    }

    private static CompatibilityCache Cache(TestDatabase database) =>
        new(database.Library, new RegistryFacts(PredefinedModels.Load(null)), IndexedFolder.Machine);

    private static ModelRow Model(string id, string format = "gguf") =>
        new()
        {
            Id = id,
            Name = id,
            Format = format,
            Size = 4L << 30,
            Capabilities = """["text-generation","chat"]""",
            Metadata = """{"quantization":"Q4_K_M","context_length":8192,"parameters":"7B"}""",
        };

    private static async Task AddAsync(TestDatabase database, params ModelRow[] rows)
    {
        await using var context = database.Library.CreateContext();
        context.Registry.AddRange(rows);
        await context.SaveChangesAsync(Stop);
    }

    private static async Task RunAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.Library.OpenConnectionAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }
}
