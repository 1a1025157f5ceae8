using System.Net;
using System.Net.Http.Headers;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Pictures;

/// <summary>The pictures themselves over HTTP, and their thumbnails.</summary>
public sealed class PictureFileTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_picture_has_a_small_copy_whatever_it_is_called()
    {
        PictureToolkit.RequireTool();
        await using var story = await PictureToolkit.StartAsync();
        string[] names = ["-o bad.png", "a[page=1].png", "same.png", "inner/same.png", "übung 模.png"];
        foreach (var name in names)
            story.Add(name, "one", "Model: dream", width: 900, height: 640);

        var (_, job) = await story.IndexAsync();

        job["result"]!["thumbnails"]!.GetValue<int>().ShouldBe(names.Length, job.ToJsonString());
        foreach (var name in names)
        {
            var address = (await story.FindAsync(name))["thumbnail"]!.ToString();
            using var answer = await story.Server.Http.GetAsync(address, Stop);
            var bytes = await answer.Content.ReadAsByteArrayAsync(Stop);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
            bytes.AsSpan(0, 4).SequenceEqual("RIFF"u8).ShouldBeTrue();
            Proven.Tells(
                "GET /api/pictures/{id}/thumbnail",
                bytes,
                told => told.Length.ShouldBeGreaterThan(20),
                unlike: "RIFF"u8.ToArray()
            );
            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
            (await story.Server.Http.SendAsync(again, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        }
    }

    [Fact]
    public async Task A_picture_is_served_as_what_it_is_in_ranges_and_nothing_else_in_its_place()
    {
        await using var story = await PictureToolkit.StartAsync();
        var path = story.Add("a.png", "one", "Model: dream");
        story.Add("b.png", "another", "Model: dream", width: 32);
        await story.IndexAsync();
        var address = $"/api/pictures/{(await story.FindAsync("a.png"))["id"]}/file";

        using var whole = await story.Server.Http.GetAsync(address, Stop);
        var bytes = await whole.Content.ReadAsByteArrayAsync(Stop);
        using var question = new HttpRequestMessage(HttpMethod.Get, address);
        question.Headers.Range = new RangeHeaderValue(0, 7);
        using var part = await story.Server.Http.SendAsync(question, Stop);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        using var known = await story.Server.Http.SendAsync(again, Stop);

        Proven.Tells(
            "GET /api/pictures/{id}/file",
            bytes,
            told => told.ShouldBe(File.ReadAllBytes(path)),
            unlike: await story.Server.Http.GetByteArrayAsync(
                $"/api/pictures/{(await story.FindAsync("b.png"))["id"]}/file",
                Stop
            )
        );
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        whole.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (part.StatusCode, part.Content.Headers.ContentLength).ShouldBe((HttpStatusCode.PartialContent, 8));
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        // What lies there now may be anything.
        File.WriteAllText(path, "<html><script>alert(1)</script></html>");
        await story.Server.FailAsync(HttpMethod.Get, address, HttpStatusCode.NotFound);
        File.Delete(path);
        File.CreateSymbolicLink(path, Path.Combine(story.Pictures, "b.png"));
        await story.Server.FailAsync(HttpMethod.Get, address, HttpStatusCode.NotFound);
        File.Delete(path);
        await story.Server.FailAsync(HttpMethod.Get, address, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_the_tool_pictures_have_no_thumbnails_and_get_them_once_it_is_there()
    {
        var tool = PictureToolkit.RequireTool();
        using var programs = new TemporaryFolder();
        await using var story = await PictureToolkit.StartAsync(("PATH", programs.Path));
        story.Add("a.png", "one", "Model: dream");

        var (_, job) = await story.IndexAsync();

        job["state"]!.ToString().ShouldBe("completed", job.ToJsonString());
        job["result"]!["added"]!.GetValue<int>().ShouldBe(1);
        var picture = await story.Server.GetAsync($"/api/pictures/{(await story.FindAsync("a.png"))["id"]}");
        picture["thumbnail_problem"]!.ToString().ShouldContain("libvips-tools");
        var log = await story.Server.GetAsync($"/api/jobs/{job["id"]}/log");
        log["lines"]!
            .AsArray()
            .Count(line => line!["message"]!.ToString().Contains("not installed", StringComparison.Ordinal))
            .ShouldBe(1);
        var error = await story.Server.FailAsync(
            HttpMethod.Get,
            $"/api/pictures/{picture["id"]}/thumbnail",
            HttpStatusCode.NotFound
        );
        error["message"]!.ToString().ShouldContain("not installed");

        File.CreateSymbolicLink(programs.Combine(Path.GetFileName(tool)), tool);
        await story.AgainAsync();

        (await story.FindAsync("a.png"))["thumbnail"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Pictures_that_are_made_to_hurt_cost_only_their_own_thumbnails()
    {
        PictureToolkit.RequireTool();
        await using var story = await PictureToolkit.StartAsync();
        story.Add("good.png", "one", "Model: dream");
        // 2.5 gigapixels by its header.
        File.WriteAllBytes(
            Path.Combine(story.Pictures, "bomb.png"),
            Renamed(new PngMaker(8, 8).Text("parameters", "a bomb\nSteps: 1").Build(), 50_000, 50_000)
        );
        File.WriteAllBytes(Path.Combine(story.Pictures, "empty.webp"), [.. "RIFF\u0004\0\0\0WEBP"u8]);
        File.WriteAllBytes(Path.Combine(story.Pictures, "cut.png"), new PngMaker(64, 64).Build()[..40]);
        File.WriteAllText(Path.Combine(story.Pictures, "drawing.png"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
        File.CreateSymbolicLink(Path.Combine(story.Pictures, "link.png"), "/etc/passwd");

        var (_, job) = await story.IndexAsync();

        job["state"]!.ToString().ShouldBe("completed", job.ToJsonString());
        (await story.FindAsync("good.png"))["thumbnail"].ShouldNotBeNull();
        var bomb = await story.Server.GetAsync($"/api/pictures/{(await story.FindAsync("bomb.png"))["id"]}");
        bomb["thumbnail_problem"]!.ToString().ShouldContain("2500 megapixels");
        bomb["prompt"]!.ToString().ShouldBe("a bomb");
        (await story.FindAsync("empty.webp"))["thumbnail"].ShouldBeNull();
        (await story.FindAsync("drawing.png"))["problem"]!.ToString().ShouldContain("no picture");
        (await story.Server.GetAsync("/api/pictures"))["pictures"]!
            .AsArray()
            .Select(one => one!["path"]!.ToString())
            .ShouldNotContain("link.png");
        Directory.EnumerateDirectories(story.Thumbnails, "work-*").ShouldBeEmpty();
    }

    // The size in the header is another than that of the pixels.
    private static byte[] Renamed(byte[] png, int width, int height)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(
            png.AsSpan(29),
            PngMaker.Checksum(png.AsSpan(12, 17))
        );
        return png;
    }
}
