using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Generation.Queue;

namespace BerryAIGen.Toolkit.Tests.Pictures;

/// <summary>A result of a generation is as mature in a folder of pictures as in the feed, and as much its owner's.</summary>
public sealed class PictureLevelTests
{
    [Fact]
    public async Task Results_are_blurred_or_hidden_as_in_the_feed_and_own_pictures_are_shown()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var server = story.Server;
        var id = (await GenerateAsync(story))["id"]!.GetValue<long>();

        // Whoever draws it blurs it.
        (await server.Http.GetByteArrayAsync($"/api/pictures/{id}/file", Stop)).ShouldNotBeEmpty();
        var (blurred, own) = (await FindAsync(server, id), await server.GetAsync("/api/pictures?q=mine"));
        await server.SendAsync("PUT", "/api/generation/levels", """{"above":"hide"}""");
        var hidden = await FindAsync(server, id);

        (blurred["level"]!.ToString(), blurred["display"]!.ToString()).ShouldBe(("r", "blur"));
        own["pictures"]![0]!["display"]!.ToString().ShouldBe("show");
        own["pictures"]![0]!["level"].ShouldBeNull();
        hidden["display"]!.ToString().ShouldBe("hide");
        hidden["thumbnail"].ShouldBeNull();
        (await server.GetAsync($"/api/pictures/{id}"))["display"]!.ToString().ShouldBe("hide");
        foreach (var what in (string[])["file", "thumbnail"])
        {
            var refused = await server.FailAsync(
                HttpMethod.Get,
                $"/api/pictures/{id}/{what}",
                HttpStatusCode.Forbidden
            );
            refused["message"]!.ToString().ShouldContain("browsing limit");
        }

        await server.SendAsync("PUT", "/api/generation/levels", """{"browsing_limit":"r"}""");
        (await FindAsync(server, id))["display"]!.ToString().ShouldBe("show");
        (await server.Http.GetByteArrayAsync($"/api/pictures/{id}/file", Stop)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_somebody_else_generated_is_not_there_for_another_key()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var server = story.Server;
        var id = (await GenerateAsync(story))["id"]!.GetValue<long>();

        await story.BecomeOtherAsync();
        var theirs = await server.GetAsync("/api/pictures");

        theirs["total_count"]!.GetValue<int>().ShouldBe(1);
        theirs["pictures"]![0]!["prompt"]!.ToString().ShouldBe("mine");
        foreach (var path in (string[])["", "/file", "/thumbnail"])
            await server.FailAsync(HttpMethod.Get, $"/api/pictures/{id}{path}", HttpStatusCode.NotFound);
        await server.FailAsync(HttpMethod.Post, $"/api/pictures/{id}/install", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_list_is_narrowed_to_levels()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var server = story.Server;

        var unknown = await server.FailAsync(HttpMethod.Get, "/api/pictures?level=r,mild", HttpStatusCode.BadRequest);
        var none = await server.FailAsync(HttpMethod.Get, "/api/pictures?level=,", HttpStatusCode.BadRequest);
        var id = (await GenerateAsync(story))["id"]!.GetValue<long>();

        unknown["message"]!
            .ToString()
            .ShouldBe("level is one or several of pg, pg13, r, x, xxx and unrated, not \"r,mild\".");
        none["message"]!.ToString().ShouldContain("not \",\"");
        (await LevelAsync(server, "R")).ShouldBe([id]);
        (await LevelAsync(server, "pg, pg13,x,xxx")).ShouldBeEmpty();
        var own = (await LevelAsync(server, "unrated")).ShouldHaveSingleItem();
        own.ShouldNotBe(id);
        (await LevelAsync(server, "r,unrated")).ShouldBe([id, own], ignoreOrder: true);
        (await LevelAsync(server, "unrated&q=fox")).ShouldBeEmpty();
        // What is hidden is still counted where it belongs.
        await server.SendAsync("PUT", "/api/generation/levels", """{"above":"hide"}""");
        (await LevelAsync(server, "r")).ShouldBe([id]);
    }

    private static async Task<IReadOnlyList<long>> LevelAsync(RunningToolkit server, string level)
    {
        var page = await server.GetAsync($"/api/pictures?level={level}");
        long[] ids = [.. page["pictures"]!.AsArray().Select(one => one!["id"]!.GetValue<long>())];
        page["total_count"]!.GetValue<int>().ShouldBe(ids.Length);
        return ids;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // A mature result in a folder that is looked at, beside a picture of the person's own.
    private static async Task<JsonNode> GenerateAsync(GeneratingToolkit story)
    {
        story.Orchestrator.SetBalance("sandbox-key", 100_000, blue: 0);
        story.Orchestrator.Script(new JobOutcome { Kind = "mature" });
        Directory.CreateDirectory(story.Generated);
        new PngMaker()
            .Text("parameters", "mine\nSteps: 20, Sampler: Euler, Seed: 1, Version: v1.10.1")
            .Save(Path.Combine(story.Generated, "mine.png"));
        await story.Server.PostAsync(
            "/api/pictures/folders",
            new JsonObject { ["path"] = story.Generated, ["index"] = false }
        );
        var row = await story.GenerateAsync();
        row["state"]!.ToString().ShouldBe("completed", row.ToJsonString());
        var listed = await story.Server.WaitAsync("/api/pictures", now => now["total_count"]!.GetValue<int>() == 2);
        return listed["pictures"]!.AsArray().Single(one => one!["prompt"]?.ToString() != "mine")!;
    }

    private static async Task<JsonNode> FindAsync(RunningToolkit server, long id) =>
        (await server.GetAsync("/api/pictures"))["pictures"]!
            .AsArray()
            .Single(one => one!["id"]!.GetValue<long>() == id)!;
}
