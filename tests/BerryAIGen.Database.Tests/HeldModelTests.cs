using BerryAIGen.Database.Models;
using BerryAIGen.Database.Providers;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests;

/// <summary>What providers hold in stores of their own, over several looks and machines.</summary>
public sealed class HeldModelTests(PostgreSqlServer server)
{
    private static readonly ProviderDefinition Ollama = ProviderCatalog.Load(null).Get("ollama");
    private static readonly ProviderDefinition Transformers = ProviderCatalog.Load(null).Get("transformers");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_persons_words_survive_every_further_look(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var held = Held(database, "a");
        await held.TakeOverAsync(Ollama, Holding("llama:1b"), Stop);
        await SayAsync(database, "ollama/llama:1b", new("Mine", "For letters", "keep", ["good"], ["sir"]));

        await held.TakeOverAsync(Ollama, Holding("llama:1b", "other"), Stop);

        var row = (await RowsAsync(database))["ollama/llama:1b"];
        (row.Name, row.Description, row.Notes).ShouldBe(("Mine", "For letters", "keep"));
        await SayAsync(database, "ollama/llama:1b", new("", "", null, null, null));
        await held.TakeOverAsync(Ollama, Holding("llama:1b", "other"), Stop);
        row = (await RowsAsync(database))["ollama/llama:1b"];
        (row.Name, row.Description, row.Notes).ShouldBe(("llama:1b", "Held by Ollama", "keep"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_gone_stays_as_missing_where_somebody_said_something_of_it(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var held = Held(database, "a");
        await held.TakeOverAsync(Ollama, Holding("noted", "used", "plain"), Stop);
        await SayAsync(database, "ollama/noted", new(null, null, "keep", ["good"], null));
        await ChangeAsync(
            database,
            "ollama/used",
            row => row.LastUsed = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc)
        );

        await held.TakeOverAsync(Ollama, Holding("new"), Stop);

        var rows = await RowsAsync(database);
        rows.Keys.ShouldBe(["ollama/new", "ollama/noted", "ollama/used"], ignoreOrder: true);
        var noted = rows["ollama/noted"];
        (noted.Status, noted.StatusDetail, noted.Notes).ShouldBe((ModelStatus.Error, StatusDetails.Missing, "keep"));
        rows["ollama/used"].StatusDetail.ShouldBe(StatusDetails.Missing);

        await held.TakeOverAsync(Ollama, Holding("noted"), Stop);
        noted = (await RowsAsync(database))["ollama/noted"];
        (noted.Status, noted.StatusDetail, noted.Notes, noted.UserTags).ShouldBe(
            (ModelStatus.Local, null, "keep", noted.UserTags)
        );
        noted.UserTags.ShouldContain("good");
        (await HistoryAsync(database, "ollama/noted")).ShouldBe(["edited", "missing", "returned"]);

        await held.TakeOverAsync(Ollama, new ProviderHealth { State = ProviderState.NotConfigured }, Stop);
        (await RowsAsync(database))["ollama/noted"].StatusDetail.ShouldBe(StatusDetails.Missing);
    }

    [Theory]
    [InlineData(ProviderState.Reachable)]
    [InlineData(ProviderState.NotAsked)]
    public async Task Who_tells_nothing_of_its_models_keeps_them(ProviderState state)
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var held = Held(database, "a");
        await held.TakeOverAsync(Ollama, Holding("llama:1b"), Stop);

        await held.TakeOverAsync(Ollama, new ProviderHealth { State = state, Address = new("http://x/") }, Stop);

        var row = (await RowsAsync(database))["ollama/llama:1b"];
        (row.Status, row.StatusDetail).ShouldBe((ModelStatus.Local, null));
    }

    [Fact]
    public async Task A_store_of_one_machine_is_not_that_of_another_on_the_same_database()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql, server);
        var (one, other) = (Held(database, "one"), Held(database, "other"));
        await one.TakeOverAsync(Transformers, InCache("org/mine", "org/both"), Stop);

        await other.TakeOverAsync(Transformers, InCache("org/both", "org/theirs"), Stop);
        var before = (await RowsAsync(database)).Values.Select(row => row.UpdatedAt).Max();
        await one.TakeOverAsync(Transformers, InCache("org/mine", "org/both"), Stop);
        await other.TakeOverAsync(Transformers, InCache("org/both", "org/theirs"), Stop);

        var rows = await RowsAsync(database);
        rows.Keys.ShouldBe(
            ["transformers/org/both", "transformers/org/mine", "transformers/org/theirs"],
            ignoreOrder: true
        );
        rows.Values.ShouldAllBe(row => row.Status == ModelStatus.Local);
        // Looks that find the same write nothing.
        rows.Values.Select(row => row.UpdatedAt).Max().ShouldBe(before);
        await one.TakeOverAsync(Transformers, InCache(), Stop);
        (await RowsAsync(database)).Keys.ShouldBe(
            ["transformers/org/both", "transformers/org/theirs"],
            ignoreOrder: true
        );
        await other.TakeOverAsync(Transformers, InCache(), Stop);
        (await RowsAsync(database)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_of_its_own_loopback_that_does_not_answer_says_nothing_of_another_machines_models()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql, server);
        var (one, other) = (Held(database, "one"), Held(database, "other"));
        var silent = new ProviderHealth { State = ProviderState.Unreachable, Address = new("http://127.0.0.1:11434/") };
        await one.TakeOverAsync(Ollama, Holding("llama:1b"), Stop);

        await other.TakeOverAsync(Ollama, silent, Stop);

        (await RowsAsync(database))["ollama/llama:1b"].StatusDetail.ShouldBeNull();
        await one.TakeOverAsync(Ollama, silent, Stop);
        (await RowsAsync(database))["ollama/llama:1b"].StatusDetail.ShouldBe(StatusDetails.Unreachable);
    }

    [Fact]
    public async Task A_machine_that_is_no_more_does_not_keep_others_from_telling()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql, server);
        var time = new MovedTime();
        var (gone, living) = (
            new HeldModels(database.Library.Of("gone"), time),
            new HeldModels(database.Library.Of("living"), time)
        );
        await gone.TakeOverAsync(Ollama, Holding("llama:1b", "theirs"), Stop);
        // An older program did not say that its machine is there.
        await using (var context = database.Library.CreateContext())
            await context.Settings.ExecuteDeleteAsync(Stop);
        await living.TakeOverAsync(Ollama, Holding("llama:1b"), Stop);

        time.Advance(TimeSpan.FromDays(29));
        await living.TakeOverAsync(Ollama, Holding("llama:1b"), Stop);
        (await RowsAsync(database)).Count.ShouldBe(2);
        time.Advance(TimeSpan.FromDays(2));
        await living.TakeOverAsync(Ollama, Holding("llama:1b"), Stop);

        (await RowsAsync(database)).Keys.ShouldBe(["ollama/llama:1b"]);
        await living.TakeOverAsync(Ollama, Holding(), Stop);
        (await RowsAsync(database)).ShouldBeEmpty();
    }

    private static HeldModels Held(TestDatabase database, string machine) =>
        new(database.Library.Of(machine), TimeProvider.System);

    private static ProviderHealth Holding(params string[] names) =>
        new()
        {
            State = ProviderState.Reachable,
            Address = new Uri("http://127.0.0.1:11434/"),
            Models = [.. names.Select(name => new HeldModel(name) { SizeBytes = 7 })],
        };

    private static ProviderHealth InCache(params string[] names) =>
        new()
        {
            State = ProviderState.NoServer,
            Models = [.. names.Select(name => new HeldModel(name) { Path = $"/cache/{name.Replace('/', '-')}" })],
        };

    private static Task<ModelRow> SayAsync(TestDatabase database, string id, ModelChange change) =>
        new PersonsModelWords(database.Library, TimeProvider.System).ChangeAsync(id, change, Stop);

    private static async Task ChangeAsync(TestDatabase database, string id, Action<ModelRow> change)
    {
        await using var context = database.Library.CreateContext();
        change(await context.Registry.SingleAsync(row => row.Id == id, Stop));
        await context.SaveChangesAsync(Stop);
    }

    private static async Task<Dictionary<string, ModelRow>> RowsAsync(TestDatabase database)
    {
        await using var context = database.Library.CreateContext();
        return await context.Registry.AsNoTracking().ToDictionaryAsync(row => row.Id, Stop);
    }

    private static async Task<string[]> HistoryAsync(TestDatabase database, string id)
    {
        await using var context = database.Library.CreateContext();
        return await context
            .ModelEvents.Where(one => one.ModelId == id)
            .OrderBy(one => one.Id)
            .Select(one => one.Event)
            .ToArrayAsync(Stop);
    }
}
