using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Pictures;

public sealed class PictureRoutesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_is_indexed_and_its_pictures_say_how_they_were_made()
    {
        await using var story = await PictureToolkit.StartAsync();
        var server = story.Server;
        story.Add("b.png", "a tall cat", "Model: dream");
        story.Add("inner/a.png", "a small dog", "Model: dream");
        File.WriteAllText(Path.Combine(story.Pictures, "broken.png"), "no picture");
        File.WriteAllText(Path.Combine(story.Pictures, "notes.md"), "no picture either");
        var none = await server.GetAsync("/api/pictures/folders");
        var empty = await server.GetAsync("/api/pictures");

        var (folder, job) = await Proven.ChangesAsync(
            "POST /api/pictures/folders",
            () => story.IndexAsync(),
            async () => (await server.GetAsync("/api/pictures"))["total_count"]!.GetValue<int>().ShouldBe(3)
        );

        job["state"]!.ToString().ShouldBe("completed", job.ToJsonString());
        (job["result"]!["seen"]!.GetValue<int>(), job["result"]!["added"]!.GetValue<int>()).ShouldBe((3, 3));
        job["result"]!["unreadable"]!.GetValue<int>().ShouldBe(1);
        Proven.Tells(
            "GET /api/pictures/folders",
            await server.GetAsync("/api/pictures/folders"),
            told =>
            {
                told["folders"][0]["path"].ToString().ShouldBe(story.Pictures);
                told["folders"][0]["pictures"].GetValue<int>().ShouldBe(3);
                told["folders"][0]["unreadable"].GetValue<int>().ShouldBe(1);
            },
            unlike: none
        );
        Proven.Tells(
            "GET /api/pictures",
            await server.GetAsync("/api/pictures?q=TALL%20cat&application=a1111"),
            told =>
            {
                told["pictures"][0]["path"].ToString().ShouldBe("b.png");
                told["pictures"][0]["generator"].ToString().ShouldBe("A1111");
                told["total_count"].GetValue<int>().ShouldBe(1);
            },
            unlike: empty
        );
        var picture = await story.FindAsync("inner/a.png");
        Proven.Tells(
            "GET /api/pictures/{id}",
            await server.GetAsync($"/api/pictures/{picture["id"]}"),
            told =>
            {
                told["prompt"].ToString().ShouldBe("a small dog");
                told["seed"].ToString().ShouldBe("18446744073709551615");
                told["sampler_names"]["civitai"].ToString().ShouldBe("dpM2MKarras");
                told["models"][0]["state"].ToString().ShouldBe("unknown");
            },
            unlike: await server.GetAsync($"/api/pictures/{(await story.FindAsync("b.png"))["id"]}")
        );
        (await story.FindAsync("broken.png"))["problem"]!.ToString().ShouldContain("is no picture");
        folder["recursive"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task What_changed_is_read_again_and_what_went_is_forgotten()
    {
        await using var story = await PictureToolkit.StartAsync();
        story.Add("stays.png", "stays", "Model: dream");
        var changing = story.Add("changes.png", "before", "Model: dream");
        var going = story.Add("goes.png", "goes", "Model: dream");
        await story.IndexAsync();
        story.Add("changes.png", "afterwards", "Model: dream");
        File.Delete(going);

        var job = await Proven.ChangesAsync(
            "POST /api/pictures/index",
            () => story.AgainAsync(),
            async () =>
                (await story.Server.GetAsync("/api/pictures?q=afterwards"))["total_count"]!.GetValue<int>().ShouldBe(1)
        );

        int[] counts =
        [
            .. new[] { "added", "changed", "unchanged", "removed" }.Select(name =>
                job["result"]![name]!.GetValue<int>()
            ),
        ];
        counts.ShouldBe([0, 1, 1, 1]);
        File.Exists(changing).ShouldBeTrue();
        (await story.Server.GetAsync("/api/pictures"))["total_count"]!.GetValue<int>().ShouldBe(2);
    }

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

    [Fact]
    public async Task A_picture_that_is_sent_is_read_and_not_kept()
    {
        await using var story = await PictureToolkit.StartAsync();
        await story.DownloadAsync();
        var path = story.Add("a.png", "sent", PictureToolkit.LoraHash("x", story.Here.Files[0].Hashes.AutoV2));
        var plain = story.Add("b.png", "another", "Model: dream");

        var (status, told) = await SendAsync(await File.ReadAllBytesAsync(path, Stop));
        var (_, other) = await SendAsync(await File.ReadAllBytesAsync(plain, Stop));
        var (refused, error) = await SendAsync("<svg/>"u8.ToArray());

        status.ShouldBe(200, told.ToJsonString());
        Proven.Tells(
            "POST /api/pictures/read",
            told,
            answer =>
            {
                answer["prompt"].ToString().ShouldBe("sent");
                answer["image"]["format"].ToString().ShouldBe("png");
                answer["models"][0]["model_id"].ToString().ShouldBe(story.Id);
            },
            unlike: other
        );
        refused.ShouldBe(400);
        error["error"]!["message"]!.ToString().ShouldContain("no picture");
        (await story.Server.GetAsync("/api/pictures"))["total_count"]!.GetValue<int>().ShouldBe(0);

        async Task<(int, JsonNode)> SendAsync(byte[] bytes)
        {
            using var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new("application/octet-stream");
            return await story.Server.SendAsync("POST", "/api/pictures/read", content);
        }
    }

    [Fact]
    public async Task A_folder_is_forgotten_with_its_pictures_and_every_file_stays()
    {
        PictureToolkit.RequireTool();
        await using var story = await PictureToolkit.StartAsync();
        var path = story.Add("a.png", "one", "Model: dream");
        var (folder, _) = await story.IndexAsync();
        Directory.EnumerateFiles(story.Thumbnails, "*.webp", SearchOption.AllDirectories).Count().ShouldBe(1);

        var removed = await Proven.ChangesAsync(
            "DELETE /api/pictures/folders/{id}",
            () => story.Server.DeleteAsync($"/api/pictures/folders/{folder["id"]}"),
            async () =>
                (await story.Server.GetAsync("/api/pictures/folders"))["total_count"]!.GetValue<int>().ShouldBe(0)
        );

        removed["pictures"]!.GetValue<int>().ShouldBe(1);
        File.Exists(path).ShouldBeTrue();
        Directory.EnumerateFiles(story.Thumbnails, "*", SearchOption.AllDirectories).ShouldBeEmpty();
        (await story.Server.GetAsync("/api/pictures"))["total_count"]!.GetValue<int>().ShouldBe(0);
        await story.Server.FailAsync(
            HttpMethod.Delete,
            $"/api/pictures/folders/{folder["id"]}",
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task A_folder_whose_drive_is_away_loses_nothing()
    {
        await using var story = await PictureToolkit.StartAsync();
        story.Add("a.png", "one", "Model: dream");
        await story.IndexAsync();
        Directory.Move(story.Pictures, story.Pictures + "-away");

        var job = await story.AgainAsync();

        job["state"]!.ToString().ShouldBe("failed", job.ToJsonString());
        job["error"]!["message"]!.ToString().ShouldContain("connect its drive");
        // What a drive was mounted on stays as an empty folder.
        Directory.CreateDirectory(story.Pictures);
        (await story.AgainAsync())["error"]!["message"]!.ToString().ShouldContain("empty now");
        (await story.Server.GetAsync("/api/pictures"))["total_count"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_at_once()
    {
        await using var story = await PictureToolkit.StartAsync();
        var server = story.Server;
        var file = story.Add("inner/a.png", "one", "Model: dream");
        await RefusedAsync("POST", "/api/pictures/index", "{}", 409, "no picture folder yet");
        await RefusedAsync("POST", "/api/pictures/folders", """{"path":"output"}""", 400, "whole path");
        await RefusedAsync("POST", "/api/pictures/folders", "{}", 400, "whole path");
        await RefusedAsync("POST", "/api/pictures/folders", """{"path":"/"}""", 403, "whole file system");
        await RefusedAsync("POST", "/api/pictures/folders", """{"path":"/proc/1"}""", 403, "system");
        await RefusedAsync("POST", "/api/pictures/folders", """{"path":"/never/was"}""", 404, "does not exist");
        await RefusedAsync("POST", "/api/pictures/folders", Named(file), 400, "is a file");
        var own = Path.GetDirectoryName(story.Thumbnails)!;
        Directory.CreateDirectory(own);
        await RefusedAsync("POST", "/api/pictures/folders", Named(own), 403, "the program's own");
        await story.IndexAsync();
        await RefusedAsync("POST", "/api/pictures/folders", Named(Path.GetDirectoryName(file)!), 409, "same pictures");
        await RefusedAsync("POST", "/api/pictures/index", """{"folder_ids":[77]}""", 404, "77");
        await RefusedAsync("GET", "/api/pictures?sort=size", null, 400, "newest or oldest");
        await RefusedAsync("GET", "/api/pictures?limit=0", null, 400, "limit");
        await RefusedAsync("GET", "/api/pictures?folder=77", null, 404, "77");
        await RefusedAsync("GET", "/api/pictures?model_id=nobody", null, 404, "nobody");
        await RefusedAsync("GET", "/api/models/nobody/pictures", null, 404, "nobody");
        await RefusedAsync("GET", "/api/pictures/77", null, 404, "77");
        await RefusedAsync("GET", "/api/pictures/77/file", null, 404, "77");
        await RefusedAsync("POST", "/api/pictures/77/install", null, 404, "77");

        async Task RefusedAsync(string method, string path, string? body, int status, string word)
        {
            var (answered, error) = await server.SendAsync(method, path, body);
            answered.ShouldBe(status, $"{method} {path} {body}: {error.ToJsonString()}");
            error["error"]!["message"]!.ToString().ShouldContain(word);
        }

        static string Named(string path) => new JsonObject { ["path"] = path }.ToJsonString();
    }

    private static async Task<string[]> PathsAsync(RunningToolkit server, string question) =>
        [.. (await server.GetAsync(question))["pictures"]!.AsArray().Select(one => one!["path"]!.ToString())];
}
