using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

public sealed class ModelFacetsTests(PostgreSqlServer server)
{
    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_facet_is_counted_by_all_that_is_chosen_but_its_own(DatabaseKind kind)
    {
        using var database = await FilledAsync(kind);
        var facets = new ModelFacets(database.Library);

        var all = await facets.ReadAsync(ModelQuery.All, Stop);
        var loras = await facets.ReadAsync(new ModelQuery { ModelType = "LORA" }, Stop);
        var words = await facets.ReadAsync(new ModelQuery { Search = "ink", Tag = "mine" }, Stop);
        var below = await facets.ReadAsync(new ModelQuery { Folder = "/models/loras" }, Stop);

        Told(all["type"]).ShouldBe(["lora 3", "checkpoint 1"]);
        Told(all["tag"]).ShouldBe(["mine 2", "other 1"]);
        Told(all["capability"]).ShouldBe(["chat 1"]);
        // With what lies below, as the filter takes them; of equals by name.
        Told(all["folder"]).ShouldBe(["/models 4", "/models/loras 3", "/models/checkpoints 1", "/models/loras/old 1"]);
        Told(all["base"]).ShouldBe(["SDXL 1.0 3", "Pony 1"]);
        Told(loras["type"]).ShouldBe(["lora 3", "checkpoint 1"]);
        Told(loras["base"]).ShouldBe(["SDXL 1.0 2", "Pony 1"]);
        Told(loras["status"]).ShouldBe(["local 3"]);
        Told(words["type"]).ShouldBe(["lora 1"]);
        Told(words["tag"]).ShouldBe(["mine 1", "other 1"]);
        Told(below["provider"]).ShouldBe(["comfyui 3"]);
        below["folder"].Count.ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_changed_is_counted_anew(DatabaseKind kind)
    {
        using var database = await FilledAsync(kind);
        var facets = new ModelFacets(database.Library);
        var before = await facets.ReadAsync(ModelQuery.All, Stop);
        (await facets.ReadAsync(ModelQuery.All, Stop)).ShouldBeSameAs(before);

        await using (var context = database.Library.CreateContext())
        {
            context.Registry.Single(row => row.Id == "ink").ModelType = "checkpoint";
            await context.SaveChangesAsync(Stop);
        }

        Told((await facets.ReadAsync(ModelQuery.All, Stop))["type"]).ShouldBe(["checkpoint 2", "lora 2"]);
    }

    private static IEnumerable<string> Told(IEnumerable<FacetCount> counts) =>
        counts.Select(one => $"{one.Value} {one.Count}");

    private async Task<TestDatabase> FilledAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateAsync(kind, server);
        await using var context = database.Library.CreateContext();
        context.Registry.AddRange(
            Row("ink", "/models/loras", "lora", "SDXL 1.0", """["mine","other"]"""),
            Row("wash", "/models/loras", "lora", "sdxl 1.0", """["mine"]"""),
            Row("oil", "/models/loras/old", "lora", "Pony", "[]"),
            Row("base", "/models/checkpoints", "checkpoint", "SDXL 1.0", "[]")
        );
        await context.SaveChangesAsync(Stop);
        return database;
    }

    private static ModelRow Row(string id, string folder, string type, string baseModel, string tags) =>
        new()
        {
            Id = id,
            Name = id,
            Provider = type == "lora" ? "comfyui" : "",
            Status = ModelStatus.Local,
            LocalPath = $"{folder}/{id}.safetensors",
            ModelType = type,
            BaseModel = baseModel,
            UserTags = tags,
            Capabilities = id == "oil" ? """["chat"]""" : "[]",
        };
}
