using System.Text.Json.Nodes;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Pictures;

/// <summary>Pictures are listed, told and read, and questions that make no sense are refused.</summary>
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
}
