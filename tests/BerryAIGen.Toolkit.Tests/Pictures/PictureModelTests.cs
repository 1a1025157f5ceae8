using System.Text.Json.Nodes;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Pictures;

/// <summary>Pictures and the models that they were made with know each other, and what is missing is fetched.</summary>
public sealed class PictureModelTests
{
    [Fact]
    public async Task A_picture_and_its_model_know_each_other_by_hash_whatever_the_file_is_called()
    {
        await using var story = await PictureToolkit.StartAsync();
        var server = story.Server;
        var hashes = story.Here.Files[0].Hashes;
        story.Add("v2.png", "by autov2", PictureToolkit.LoraHash("whatever", hashes.AutoV2.ToLowerInvariant()));
        story.Add("v3.png", "by autov3", PictureToolkit.LoraHash("something", hashes.AutoV3.ToLowerInvariant()));
        story.Add("name.png", "by name <lora:pictured_ink:0.7>", "Model: dream");
        story.Add("other.png", "of another", PictureToolkit.LoraHash("pictured_ink", "0123456789"));
        await story.IndexAsync();
        var before = await server.GetAsync($"/api/pictures/{(await story.FindAsync("v2.png"))["id"]}");

        // The links follow a model that comes later.
        await story.DownloadAsync();

        var after = await server.GetAsync($"/api/pictures/{(await story.FindAsync("v2.png"))["id"]}");
        before["models"]![0]!["state"]!.ToString().ShouldBe("unknown");
        after["models"]![0]!["state"]!.ToString().ShouldBe("present");
        after["models"]![0]!["matched_by"]!.ToString().ShouldBe("hash");
        after["models"]![0]!["model_id"]!.ToString().ShouldBe(story.Id);
        after["models"]![0]!["civitai_version_id"]!.GetValue<int>().ShouldBe(story.Here.Id);
        Proven.Tells(
            "GET /api/models/{id}/pictures",
            await server.GetAsync($"/api/models/{story.Id}/pictures"),
            told =>
                told["pictures"]
                    .AsArray()
                    .Select(one => one!["path"]!.ToString())
                    .ShouldBe(["v2.png", "v3.png", "name.png"], ignoreOrder: true),
            unlike: await server.GetAsync($"/api/pictures?q=another")
        );
        var other = await server.GetAsync($"/api/pictures/{(await story.FindAsync("other.png"))["id"]}");
        other["models"]![0]!["note"]!.ToString().ShouldContain("another version");
        (await PathsAsync(server, "/api/pictures?missing=true")).ShouldBe(["name.png", "other.png"], ignoreOrder: true);

        await server.DeleteAsync($"/api/models/{story.Id}");

        (await server.GetAsync($"/api/pictures/{(await story.FindAsync("v2.png"))["id"]}"))["models"]![0]!["state"]!
            .ToString()
            .ShouldNotBe("present");
    }

    [Fact]
    public async Task Hashes_are_asked_for_in_bulk_and_what_is_missing_is_fetched_with_one_action()
    {
        await using var story = await PictureToolkit.StartAsync();
        var server = story.Server;
        var away = story.Away.Files[0].Hashes;
        story.Add("a.png", "one", PictureToolkit.LoraHash("wash", away.Sha256.ToLowerInvariant()));
        story.Add("b.png", "two", PictureToolkit.LoraHash("wash", away.AutoV2.ToLowerInvariant()));
        story.Add("c.png", "three", PictureToolkit.LoraHash("nobody", "0123456789"));
        var (_, job) = await story.IndexAsync(new JsonObject { ["ask"] = true });

        job["result"]!["asked"]!.GetValue<int>().ShouldBe(3, job.ToJsonString());
        job["result"]!["answered"]!.GetValue<int>().ShouldBe(2);
        var id = (await story.FindAsync("a.png"))["id"];
        var model = (await server.GetAsync($"/api/pictures/{id}"))["models"]![0]!;
        model["state"]!.ToString().ShouldBe("missing");
        model["civitai_version_id"]!.GetValue<int>().ShouldBe(story.Away.Id);
        model["candidates"]![0]!["source"]!.ToString().ShouldBe("civitai");

        var begun = await Proven.ChangesAsync(
            "POST /api/pictures/{id}/install",
            async () =>
            {
                var answer = await server.PostAsync($"/api/pictures/{id}/install");
                await server.UntilAsync(answer["items"]![0]!["download"]!["task_id"]!.ToString(), "completed");
                return answer;
            },
            async () =>
            {
                var now = (await server.GetAsync($"/api/pictures/{id}"))["models"]![0]!;
                now["state"]!.ToString().ShouldBe("present");
                File.Exists(now["path"]!.ToString()).ShouldBeTrue();
            }
        );

        begun["items"]!.AsArray().Count.ShouldBe(1);
        (await server.PostAsync($"/api/pictures/{id}/install"))["items"]!.AsArray().ShouldBeEmpty();
        var nobody = (await story.FindAsync("c.png"))["id"];
        (await server.PostAsync($"/api/pictures/{nobody}/install"))["items"]![0]!["error"]!["code"]!
            .ToString()
            .ShouldBe("not_found");
    }

    [Fact]
    public async Task Asking_by_hash_that_is_switched_off_is_refused_at_once()
    {
        await using var story = await PictureToolkit.StartAsync();
        await story.Server.SendAsync("PUT", "/api/settings/network", """{"hash_lookup":false}""");
        story.Add("a.png", "one", "Model: dream");
        await story.IndexAsync();

        var (status, error) = await story.Server.SendAsync("POST", "/api/pictures/index", """{"ask":true}""");

        status.ShouldBe(403, error.ToJsonString());
        error["error"]!["message"]!.ToString().ShouldContain("hash_lookup");
    }

    private static async Task<string[]> PathsAsync(RunningToolkit server, string question) =>
        [.. (await server.GetAsync(question))["pictures"]!.AsArray().Select(one => one!["path"]!.ToString())];
}
