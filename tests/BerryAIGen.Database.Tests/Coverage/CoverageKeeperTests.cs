using BerryAIGen.Database.Coverage;
using BerryAIGen.Database.Gates;
using BerryAIGen.Database.Models;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;
using BerryAIGen.Testing;

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
        (await IdsAsync(new() { Types = ["VAE"] })).ShouldBe("");
        (await IdsAsync(new() { Ecosystems = ["sdxl", "pony"] })).ShouldBe("wash,ink");
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
        (await IdsAsync(new() { IsRealPerson = true })).ShouldBe("ink");
        (await IdsAsync(new() { IsMinor = true })).ShouldBe("");
        (await IdsAsync(new() { CannotPromote = true })).ShouldBe("ink");
        (await IdsAsync(new() { CanGenerate = true })).ShouldBe("ink,wash");
        (await IdsAsync(new() { Limit = 1, Offset = 1 })).ShouldBe("wash");
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

    private static void Fill(LibraryContext context)
    {
        const string body = """
            {
              "name": "Ink", "poi": true, "cannotPromote": true, "nsfwLevel": 6, "tags": ["100% style"], "checkpointType": "Merge",
              "availability": "Public", "creator": { "username": "Ann" },
              "modelVersions": [
                { "id": 50, "status": "Published", "files": [
                  { "type": "Model", "metadata": { "format": "SafeTensor" }, "hashes": { "AutoV3": "99AABBCC" } }
                ] }
              ]
            }
            """;
        var model = new SourceModelRow
        {
            Source = "civitai",
            SourceId = "5",
            Name = "Ink",
            Type = "LORA",
            Body = body,
        };
        var version = new ModelVersionRow
        {
            SourceId = "50",
            Name = "v1",
            BaseModel = "Pony",
            SourceModel = model,
        };
        var file = new ModelFileRow
        {
            SourceId = "500",
            Name = "ink.safetensors",
            ModelVersion = version,
        };
        var ink = Local("ink", "any");
        (ink.ModelFile, ink.Creator, ink.TrainedWords, ink.Sha256) = (file, "Ann", """["inky"]""", "abcdef0123");
        context.Registry.AddRange(ink, Local("wash", "SDXL 1.0"));
    }

    private static ModelRow Local(string id, string baseModel) =>
        new()
        {
            Id = id,
            Name = id,
            Status = ModelStatus.Local,
            LocalPath = $"/models/loras/{id}.bin",
            ModelType = "lora",
            BaseModel = baseModel,
        };
}
