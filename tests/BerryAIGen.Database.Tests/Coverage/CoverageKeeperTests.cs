using BerryAIGen.Database.Coverage;
using BerryAIGen.Database.Gates;
using BerryAIGen.Database.Models;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;
using BerryAIGen.Testing;
using static BerryAIGen.Database.Tests.Coverage.CoverageLibrary;

namespace BerryAIGen.Database.Tests.Coverage;

public sealed class CoverageKeeperTests(PostgreSqlServer server)
{
    private const string Heron = """
        {
          "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron 1",
          "baseModels": [{ "name": "Heron 1.0", "media": ["image"], "licence": "apache-2.0" }],
          "generates": ["Checkpoint", "LORA"], "checkpoint": { "default": 42 }
        }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task The_tables_follow_the_definitions_and_the_library_by_themselves(DatabaseKind kind)
    {
        using var covered = await CoveredDatabase.CreateAsync(kind, server);
        await covered.ChangeAsync(context => context.Registry.Add(Local("ink", "Heron 1.0")));
        await covered.Keeper.FollowAsync(Stop);
        var before = await covered.RowAsync("ink");

        covered.Define(Heron);
        await covered.Keeper.FollowAsync(Stop);
        var defined = await covered.RowAsync("ink");
        var checkpoint = await covered.ReadAsync(context => context.EcosystemCheckpoints.FindAsync([42L], Stop));
        var baseModel = await covered.ReadAsync(context => context.GenerationBaseModels.FindAsync(["Heron 1.0"], Stop));
        await covered.ChangeAsync(context => context.Registry.Single().StatusDetail = StatusDetails.Quarantined);
        await covered.Keeper.FollowAsync(Stop);
        var aside = await covered.RowAsync("ink");
        covered.Undefine();
        await covered.ChangeAsync(context => context.Registry.Remove(context.Registry.Single()));
        await covered.Keeper.FollowAsync(Stop);

        (before!.AtHome, before.Ecosystem).ShouldBe((false, null));
        before.Verdict.ShouldContain("base_model");
        (defined!.AtHome, defined.Ecosystem, defined.AtCivitai).ShouldBe((true, "heron", false));
        (checkpoint!.Ecosystem, checkpoint.IsDefault).ShouldBe(("heron", true));
        baseModel!.Types.ShouldBe("Checkpoint\nLORA");
        aside!.AtHome.ShouldBeFalse();
        aside.Verdict.ShouldContain("quarantined");
        (await covered.RowAsync("ink")).ShouldBeNull();
        (await covered.ReadAsync(context => context.EcosystemCheckpoints.FindAsync([42L], Stop))).ShouldBeNull();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task The_search_follows_definitions_coverage_and_gates(DatabaseKind kind)
    {
        using var covered = await CoveredDatabase.CreateAsync(kind, server);
        var gates = new GateStore(covered.Library, new Generator(covered.Home.Path), TimeProvider.System);
        await covered.ChangeAsync(context =>
            context.Registry.AddRange(Local("ink", "Heron 1.0"), Local("wash", "SDXL 1.0"))
        );
        var first = await FoundAsync();
        covered.Define(Heron);
        var defined = await FoundAsync();
        await gates.PutAsync("g", new("testers", "disabled", null, ["Heron"], null, null), Stop);
        var (gated, tester) = (await FoundAsync(), await FoundAsync("testers"));
        var closed = await FoundAsync(canGenerate: false);
        await gates.PutAsync("g", new("testers", "hidden", null, ["Heron"], null, null), Stop);
        var hidden = await FoundAsync(canGenerate: null);
        await gates.DeleteAsync("g", Stop);
        await covered.ChangeAsync(context =>
            context.Registry.Single(row => row.Id == "wash").Status = ModelStatus.Error
        );
        var broken = await FoundAsync();

        first.ShouldBe(["wash"]);
        defined.ShouldBe(["ink", "wash"]);
        gated.ShouldBe(["wash"]);
        tester.ShouldBe(["ink", "wash"]);
        closed.ShouldBe(["ink"]);
        hidden.ShouldBe(["wash"]);
        broken.ShouldBe(["ink"]);

        async Task<string[]> FoundAsync(string? caller = null, bool? canGenerate = true)
        {
            var rules = await gates.ReadAsync(Stop);
            var (items, total) = await covered.Search.FindAsync(
                new GenerationQuery { CanGenerate = canGenerate },
                rules,
                caller,
                Stop
            );
            total.ShouldBe(items.Count);
            return [.. items.Select(item => item.Id)];
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Models_are_found_by_every_field(DatabaseKind kind)
    {
        using var covered = await CoveredDatabase.CreateAsync(kind, server);
        await covered.ChangeAsync(Fill);

        async Task<string> IdsAsync(GenerationQuery query) =>
            string.Join(
                ',',
                (await covered.Search.FindAsync(query, GateRules.None, null, Stop)).Items.Select(item => item.Id)
            );

        (await IdsAsync(new())).ShouldBe("ink,wash");
        (await IdsAsync(new() { Search = "inky" })).ShouldBe("ink");
        (await IdsAsync(new() { Search = "Ann" })).ShouldBe("ink");
        (await IdsAsync(new() { Search = "ABCDEF0123" })).ShouldBe("ink");
        (await IdsAsync(new() { Search = "no such word" })).ShouldBe("");
        (await IdsAsync(new() { Hash = "99aa" })).ShouldBe("ink");
        (await IdsAsync(new() { Types = ["LORA", "VAE"] })).ShouldBe("ink,wash");
        (await IdsAsync(new() { Types = ["lora"] })).ShouldBe("ink,wash");
        (await IdsAsync(new() { Types = ["VAE"] })).ShouldBe("");
        (await IdsAsync(new() { Types = ["%", "_ORA"] })).ShouldBe("");
        (await IdsAsync(new() { Ecosystems = ["sdxl", "pony"] })).ShouldBe("wash,ink");
        (await IdsAsync(new() { Ecosystems = ["SDXL", "Pony Diffusion"] })).ShouldBe("wash,ink");
        (await IdsAsync(new() { Pairs = [new("LORA", "pony"), new("VAE", "sdxl")] })).ShouldBe("ink");
        (await IdsAsync(new() { Pairs = [new("LORA", null)] })).ShouldBe("ink,wash");
        (await IdsAsync(new() { Ids = ["wash", "none"] })).ShouldBe("wash");
        (await IdsAsync(new() { Ids = ["in\nk"] })).ShouldBe("");
        (await IdsAsync(new() { VersionIds = [50, 7] })).ShouldBe("ink");
        (await IdsAsync(new() { ModelIds = [5, 7] })).ShouldBe("ink");
        (await IdsAsync(new() { BaseModel = "pony" })).ShouldBe("ink");
        (await IdsAsync(new() { Tag = "100% STYLE" })).ShouldBe("ink");
        (await IdsAsync(new() { Tag = "100" })).ShouldBe("");
        (await IdsAsync(new() { User = "ANN" })).ShouldBe("ink");
        (await IdsAsync(new() { Status = "published" })).ShouldBe("ink");
        (await IdsAsync(new() { Availability = "public" })).ShouldBe("ink");
        (await IdsAsync(new() { CheckpointType = "merge" })).ShouldBe("ink");
        (await IdsAsync(new() { Format = "SafeTensor" })).ShouldBe("ink");
        (await IdsAsync(new() { ModelId = 5 })).ShouldBe("ink");
        (await IdsAsync(new() { VersionId = 50 })).ShouldBe("ink");
        (await IdsAsync(new() { MaxNsfwLevel = 2 })).ShouldBe("wash");
        (await IdsAsync(new() { MaxNsfwLevel = 4 })).ShouldBe("ink,wash");
        // The newest version of its model, which is not the one that is here: the first of April.
        (await IdsAsync(new() { LastVersionAfter = 1_775_001_600 })).ShouldBe("ink");
        (await IdsAsync(new() { LastVersionAfter = 1_775_001_601 })).ShouldBe("");
        (await IdsAsync(new() { IsRealPerson = true })).ShouldBe("ink");
        (await IdsAsync(new() { IsMinor = true })).ShouldBe("ink");
        (await IdsAsync(new() { IsMinor = false })).ShouldBe("wash");
        (await IdsAsync(new() { CannotPromote = true })).ShouldBe("ink");
        (await IdsAsync(new() { CanGenerate = true })).ShouldBe("ink,wash");
        (await IdsAsync(new() { CanGenerate = true, At = "home" })).ShouldBe("ink,wash");
        (await IdsAsync(new() { CanGenerate = true, At = "civitai" })).ShouldBe("");
        (await IdsAsync(new() { CanGenerate = false, At = "civitai" })).ShouldBe("ink,wash");
        (await IdsAsync(new() { Limit = 1, Offset = 1 })).ShouldBe("wash");
        (
            await Should.ThrowAsync<LibraryException>(() => IdsAsync(new() { Ecosystems = ["Narnia"] }))
        ).Message.ShouldContain("\"Narnia\"");
    }

    [Fact]
    public async Task A_broken_file_of_definitions_is_told_and_the_rest_holds()
    {
        using var covered = await CoveredDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        covered.Define("{ \"schemaVersion\": 1, \"id\": \"heron\" }");

        var rules = await covered.Keeper.FollowAsync(Stop);

        covered.Keeper.Warnings.ShouldHaveSingleItem().ShouldContain("heron.json");
        rules.BaseModels.Select(row => row.BaseModel).ShouldContain("SDXL 1.0");
    }

    [Theory]
    [InlineData("a b", "testers", null, "SDXL", null, "\"a b\"")]
    [InlineData("g", "friends", null, "SDXL", null, "\"friends\"")]
    [InlineData("g", "testers", "glowing", "SDXL", null, "\"glowing\"")]
    [InlineData("g", "testers", null, "Narnia", null, "\"Narnia\"")]
    [InlineData("g", "testers", null, null, "txt2smell", "\"txt2smell\"")]
    [InlineData("g", "testers", null, null, null, "stands before something")]
    public async Task A_gate_that_makes_no_sense_is_refused_and_nothing_is_written(
        string id,
        string audience,
        string? presentation,
        string? ecosystem,
        string? workflow,
        string told
    )
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        var gates = new GateStore(database.Library, new Generator(null), TimeProvider.System);
        var wish = new GateWish(
            audience,
            presentation,
            null,
            ecosystem is null ? null : [ecosystem],
            workflow is null ? null : [workflow],
            null
        );

        var refused = await Should.ThrowAsync<LibraryException>(() => gates.PutAsync(id, wish, Stop));

        refused.Message.ShouldContain(told);
        (await gates.ListAsync(Stop)).ShouldBeEmpty();
    }
}
