using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Predefined;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

/// <summary>Orders that no column has, on both databases: what is not known goes last, either way.</summary>
public sealed class ModelRanksTests(PostgreSqlServer server)
{
    private static readonly ProviderCatalog Providers = ProviderCatalog.Load(null);

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task By_parameters_every_page_of_every_question_is_a_part_of_the_whole(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await AddAsync(
            database,
            Model("seven", "7B"),
            Model("one", "1.1B"),
            Model("million", "350M"),
            Model("also-seven", "7B"),
            Model("nothing", null),
            Model("another", "many")
        );
        using var cache = Cache(database);
        var listing = new ModelListing(database.Library);
        var ranks = new ModelRanks(cache, Providers);

        string[] up = ["million", "one", "also-seven", "seven", "another", "nothing"];
        string[] down = ["seven", "also-seven", "one", "million", "another", "nothing"];
        foreach (var (isDescending, expected) in new[] { (false, up), (true, down) })
        {
            var query = new ModelQuery { Order = ModelOrder.Parameters, IsDescending = isDescending };
            (await IdsAsync(query)).ShouldBe(expected);
            (await IdsAsync(query with { Offset = 1, Limit = 4 })).ShouldBe(expected[1..5]);
            (await IdsAsync(query with { Offset = 4 })).ShouldBe(expected[4..]);
            (await IdsAsync(query with { Offset = 9, Limit = 4 })).ShouldBeEmpty();
            // The first page of a question gathers what fits, the second finds it.
            string[] fitting =
            [
                .. expected.Where(id => id.Contains("seven", StringComparison.Ordinal) || id == "nothing"),
            ];
            (await IdsAsync(query with { Search = "kept", Limit = 2 })).ShouldBe(fitting[..2]);
            (await IdsAsync(query with { Search = "kept", Offset = 2, Limit = 2 })).ShouldBe(fitting[2..]);
            (await IdsAsync(query with { Search = "kept" })).ShouldBe(fitting);
        }

        // As another program would, and a model that goes.
        await RunAsync(database, """UPDATE model_registry SET metadata = '{"parameters":"70B"}' WHERE id = 'one'""");
        await RunAsync(database, "DELETE FROM model_registry WHERE id = 'seven'");
        var changed = new ModelQuery { Order = ModelOrder.Parameters, IsDescending = true };
        (await IdsAsync(changed with { Limit = 3 })).ShouldBe(["one", "also-seven", "million"]);
        (await IdsAsync(changed with { Search = "kept", Limit = 3 })).ShouldBe(["also-seven", "nothing"]);

        async Task<string[]> IdsAsync(ModelQuery query)
        {
            var ranking = await ranks.FindAsync(query.Order, Stop);
            var page = await listing.ReadAsync(query, ranking, Stop);
            return [.. page.Models.Select(model => model.Id)];
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task By_compatibility_the_best_score_of_any_provider_counts(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await AddAsync(
            database,
            Model("small", "1B", size: 1L << 30),
            Model("large", "7B", size: 6L << 30),
            // What is known of its size alone bounds a score.
            Model("unsized", "7B", size: null),
            Model("nobody", null, format: "unheard-of"),
            Model("too-large", "700B", size: 400L << 30)
        );
        using var cache = Cache(database);
        var ranks = new ModelRanks(cache, Providers);
        var listing = new ModelListing(database.Library);

        var up = await IdsAsync(isDescending: false);
        var down = await IdsAsync(isDescending: true);
        var scores = await ScoresAsync();
        var known = scores.OrderBy(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).ToArray();

        // Otherwise this shows nothing.
        scores.Keys.ShouldBe(["small", "large", "unsized"], ignoreOrder: true);
        scores.Values.Distinct().Count().ShouldBeGreaterThan(1);
        up.Take(known.Length).ShouldBe(known.Select(one => one.Key));
        down.Take(known.Length).ShouldBe(known.Select(one => one.Key).Reverse());
        up[known.Length..].ShouldBe(down[known.Length..]);
        up.Last().ShouldBe("too-large");
        up.ShouldContain("nobody");
        // As long as nothing changes it is the same, and another one then.
        var before = await ranks.FindAsync(ModelOrder.Compatibility, Stop);
        (await ranks.FindAsync(ModelOrder.Compatibility, Stop)).ShouldBeSameAs(before);
        (await ranks.FindAsync(ModelOrder.Name, Stop)).ShouldBeNull();
        cache.Clear();
        (await ranks.FindAsync(ModelOrder.Compatibility, Stop))!.Mark.ShouldNotBe(before!.Mark);

        async Task<string[]> IdsAsync(bool isDescending)
        {
            var query = new ModelQuery { Order = ModelOrder.Compatibility, IsDescending = isDescending };
            var page = await listing.ReadAsync(query, await ranks.FindAsync(query.Order, Stop), Stop);
            return [.. page.Models.Select(model => model.Id)];
        }

        async Task<Dictionary<string, double>> ScoresAsync()
        {
            var library = await cache.GetAsync(Stop);
            return Providers
                .All.SelectMany(provider => library.Of(provider).Compatible)
                .GroupBy(row => row.Model.Id)
                .ToDictionary(one => one.Key, one => one.Max(row => row.Score));
        }
    }

    private static CompatibilityCache Cache(TestDatabase database) =>
        new(database.Library, new RegistryFacts(PredefinedModels.Load(null)), IndexedFolder.Machine);

    private static ModelRow Model(string id, string? parameters, string format = "gguf", long? size = 4L << 30) =>
        new()
        {
            Id = id,
            Name = id.Contains("seven", StringComparison.Ordinal) || id == "nothing" ? $"{id} kept" : id,
            Format = format,
            Size = size,
            Capabilities = """["text-generation","chat"]""",
            Metadata = parameters is null
                ? "{}"
                : $$"""{"quantization":"Q4_K_M","context_length":8192,"parameters":"{{parameters}}"}""",
        };

    private static async Task AddAsync(TestDatabase database, params ModelRow[] models)
    {
        await using var context = database.Library.CreateContext();
        context.Registry.AddRange(models);
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
