using System.Buffers.Binary;
using System.Net;
using BerryAIGen.IO.Images;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Catalog;

/// <summary>Previews as narrow as a page asks for, and how often the tool that makes them is started.</summary>
public sealed class SmallPreviewTests : IDisposable
{
    private readonly TemporaryFolder _programs = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _programs.Dispose();

    [Fact]
    public async Task A_narrow_one_is_made_once_however_many_ask_and_is_not_sent_again()
    {
        await using var story = await StoryAsync();
        Put(story, ".preview.png", new PngMaker(900, 600).Build());

        var together = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AskAsync(story, 200)));
        using var again = await AskAsync(story, 256);
        using var known = await AskAsync(story, 130, together[0].Headers.ETag!.Tag);
        var runs = Runs(story);
        using var wider = await AskAsync(story, 257);
        using var whole = await AskAsync(story, null);

        foreach (var one in together)
        {
            one.StatusCode.ShouldBe(HttpStatusCode.OK);
            one.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
            one.Headers.CacheControl!.ToString().ShouldBe("max-age=60, private");
        }

        (await SizeAsync(together[0])).ShouldBe((256, 171));
        Proven.Tells(
            "GET /api/models/{id}/preview",
            await together[0].Content.ReadAsByteArrayAsync(Stop),
            told => ImageReader.Read(told).Width.ShouldBe(256),
            unlike: await whole.Content.ReadAsByteArrayAsync(Stop)
        );
        again.Headers.ETag.ShouldBe(together[0].Headers.ETag);
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        known.Headers.ETag.ShouldBe(together[0].Headers.ETag);
        runs.ShouldBe(1);
        (await SizeAsync(wider)).ShouldBe((512, 341));
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        whole.Headers.ETag.ShouldNotBe(together[0].Headers.ETag);
        foreach (var one in together)
            one.Dispose();
    }

    [Fact]
    public async Task Whoever_has_it_is_told_so_without_the_tool_even_when_the_cache_was_emptied()
    {
        await using var story = await StoryAsync();
        Put(story, ".preview.png", new PngMaker(900, 600).Build());
        using var first = await AskAsync(story, 200);
        foreach (var file in Directory.EnumerateFiles(Cache(story), "*.webp", SearchOption.AllDirectories))
            File.Delete(file);

        using var known = await AskAsync(story, 200, first.Headers.ETag!.Tag);
        Put(story, ".preview.png", new PngMaker(901, 600).Build());
        using var changed = await AskAsync(story, 200, first.Headers.ETag!.Tag);

        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        Runs(story).ShouldBe(2);
    }

    [Fact]
    public async Task What_claims_to_be_too_large_or_says_no_size_is_never_decoded()
    {
        await using var story = await StoryAsync();
        var bomb = new PngMaker().Build();
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 60_000);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 60_000);
        byte[] unknown = [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, .. new byte[500]];

        foreach (var picture in (byte[][])[bomb, unknown, new PngMaker(100, 100).Build()])
        {
            Put(story, ".preview.png", picture);
            using var answer = await AskAsync(story, 300);
            (await answer.Content.ReadAsByteArrayAsync(Stop)).ShouldBe(picture);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        }

        Runs(story).ShouldBe(0);
    }

    [Fact]
    public async Task A_broken_picture_and_a_film_come_as_they_are_and_the_tool_is_not_tried_again()
    {
        await using var story = await StoryAsync();
        var broken = new PngMaker(900, 900).Build();
        // A kind of colour that there is not.
        broken[25] = 7;
        byte[] film = [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isommp42"u8, .. new byte[99]];
        Put(story, ".preview.png", broken);
        using var one = await AskAsync(story, 300);
        using var two = await AskAsync(story, 300);
        var runs = Runs(story);
        File.Delete(Path.Combine(story.Models, "ink.preview.png"));
        Put(story, ".preview.mp4", film);

        using var moving = await AskAsync(story, 300);

        (await one.Content.ReadAsByteArrayAsync(Stop)).ShouldBe(broken);
        (await two.Content.ReadAsByteArrayAsync(Stop)).ShouldBe(broken);
        moving.Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        runs.ShouldBe(1);
        Runs(story).ShouldBe(1);
    }

    [Fact]
    public async Task Without_the_tool_the_original_comes()
    {
        using var nothing = new TemporaryFolder();
        await using var story = await IndexedAsync(("PATH", nothing.Path));
        var picture = new PngMaker(900, 600).Build();
        Put(story, ".preview.png", picture);

        using var answer = await AskAsync(story, 200);

        (await answer.Content.ReadAsByteArrayAsync(Stop)).ShouldBe(picture);
    }

    [Fact]
    public async Task A_width_that_nobody_shows_is_refused_and_so_is_what_is_hidden()
    {
        await using var story = await StoryAsync();
        Put(story, ".preview.png", new PngMaker(900, 600).Build());
        await story.EvaluatedAsync("ink");
        await story.RateAsync("ink", level: 8);
        await story.SendAsync(HttpMethod.Put, "/api/generation/levels", """{"above":"hide"}""");

        (await story.GetAsync("/api/models/ink/preview?width=63"))["error"]!["message"]!
            .ToString()
            .ShouldBe("width is 64 to 1024 pixels, not 63.");
        (await story.GetAsync("/api/models/ink/preview?width=1025"))["error"]!["code"]!.ToString().ShouldBe("usage");
        using var hidden = await AskAsync(story, 200);
        hidden.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        Runs(story).ShouldBe(0);
    }

    // The tool is started through a script that writes down each start.
    private Task<CatalogToolkit> StoryAsync()
    {
        var tool = InstalledTools.Require("vipsthumbnail");
        var program = _programs.Combine("vipsthumbnail");
        File.WriteAllText(program, $"#!/bin/sh\necho run >> \"$HOME/runs\"\nexec {tool} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return IndexedAsync(("PATH", _programs.Path));
    }

    private static async Task<CatalogToolkit> IndexedAsync(params (string, string)[] environment)
    {
        var story = await CatalogToolkit.StartAsync(environment);
        SmallLora.Write(Path.Combine(story.Models, "ink.safetensors"), 1);
        await story.PostAsync("/api/models/index?wait=true");
        return story;
    }

    private static void Put(CatalogToolkit story, string ending, byte[] bytes) =>
        File.WriteAllBytes(Path.Combine(story.Models, "ink" + ending), bytes);

    private static string Cache(CatalogToolkit story) => story.Home.Combine(".cache", "berryaigen", "small-pictures");

    private static int Runs(CatalogToolkit story)
    {
        var log = story.Home.Combine("runs");
        return File.Exists(log) ? File.ReadAllLines(log).Length : 0;
    }

    private static async Task<(int?, int?)> SizeAsync(HttpResponseMessage answer)
    {
        var content = ImageReader.Read(await answer.Content.ReadAsByteArrayAsync(Stop));
        return (content.Width, content.Height);
    }

    private static Task<HttpResponseMessage> AskAsync(CatalogToolkit story, int? width, string? known = null)
    {
        var query = width is { } pixels ? $"?width={pixels}" : "";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/models/ink/preview{query}");
        if (known is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return story.Http.SendAsync(request, Stop);
    }
}
