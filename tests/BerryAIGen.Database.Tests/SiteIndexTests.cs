using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Site;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

/// <summary>The lists of Civitai's API while others write.</summary>
public sealed class SiteIndexTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_model_of_which_only_what_was_told_changed_is_read_again(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var index = Index(database);
        var keeper = new SiteKeeper(database.Library, TimeProvider.System);
        await keeper.KeepModelAsync(Body("before"), Stop);
        var before = await index.GetAsync(Stop);

        await keeper.KeepModelAsync(Body("after"), Stop);

        before.ShouldHaveSingleItem().Tags.ShouldBe(["before"]);
        (await index.GetAsync(Stop)).ShouldHaveSingleItem().Tags.ShouldBe(["after"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Servers_that_give_numbers_to_the_same_files_at_once_do_not_stop_each_other(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await using (var context = database.Library.CreateContext())
        {
            context.Registry.AddRange(
                Enumerable
                    .Range(0, 300)
                    .Select(number => new ModelRow
                    {
                        Id = $"model-{number}",
                        Name = "A model",
                        LocalPath = $"/models/{number}.safetensors",
                        Root = "/models",
                        Status = ModelStatus.Local,
                    })
            );
            await context.SaveChangesAsync(Stop);
        }

        SiteIndex[] servers = [.. Enumerable.Range(0, 4).Select(_ => Index(database))];
        var lists = await Task.WhenAll(servers.Select(one => Task.Run(() => one.GetAsync(Stop))));

        lists.ShouldAllBe(list => list.Count == 300);
        foreach (var one in servers)
            one.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_answer_may_be_kept_by_several_at_once(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        var keeper = new SiteKeeper(database.Library, TimeProvider.System);

        var kept = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => keeper.KeepModelAsync(Body("one"), Stop)))
        );

        kept.ShouldAllBe(one => one);
    }

    private static SiteIndex Index(TestDatabase database) =>
        new(database.Library, new LocalSources(database.Library, TimeProvider.System), mirrors: true);

    private static JsonObject Body(string tag) =>
        new()
        {
            ["id"] = 7,
            ["name"] = "Seven",
            ["type"] = "LORA",
            ["tags"] = new JsonArray(tag),
            ["modelVersions"] = new JsonArray(new JsonObject { ["id"] = 70, ["name"] = "v1" }),
        };
}
