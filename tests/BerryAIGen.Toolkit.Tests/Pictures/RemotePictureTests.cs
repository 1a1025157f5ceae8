using System.Net;
using BerryAIGen.IO.Images;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Pictures;

/// <summary>A server, and a host of pictures that answers what a test wants.</summary>
public sealed class PictureHost : IAsyncLifetime
{
    private ScriptedServer? _host;
    private RunningToolkit? _server;

    public ScriptedServer Host => _host ?? throw new InvalidOperationException("The host has not started yet.");

    public RunningToolkit Server => _server ?? throw new InvalidOperationException("The server has not started yet.");

    public async ValueTask InitializeAsync()
    {
        _host = await ScriptedServer.StartAsync();
        _server = await RunningToolkit.StartAsync(
            environment: new Dictionary<string, string>
            {
                ["CIVITAI_API_KEY"] = "secret-key",
                ["BERRY_ALLOW_HOSTS"] = $"{_host.Url.Authority},localhost",
                ["BERRY_PICTURE_HOSTS"] = _host.Url.Authority,
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (_host is not null)
            await _host.DisposeAsync();
    }
}

public sealed class RemotePictureTests(PictureHost story) : IClassFixture<PictureHost>
{
    private static readonly byte[] Picture = new PngMaker(900, 600).Build();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_fetched_once_without_a_key_and_sent_as_narrow_as_asked_for()
    {
        InstalledTools.Require("vipsthumbnail");
        story.Host.On("/once.png", ScriptedAnswer.File(Picture));
        story.Host.On("/other.png", ScriptedAnswer.File(new PngMaker(30, 30).Build()));

        var together = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AskAsync("/once.png")));
        using var narrow = await AskAsync("/once.png", "&width=200");
        using var known = await AskAsync("/once.png", "&width=200", known: narrow.Headers.ETag!.Tag);
        using var other = await AskAsync("/other.png");

        foreach (var one in together)
            (await one.Content.ReadAsByteArrayAsync(Stop)).ShouldBe(Picture);
        Proven.Tells(
            "GET /api/pictures/remote",
            await together[0].Content.ReadAsByteArrayAsync(Stop),
            told => told.ShouldBe(Picture),
            unlike: await other.Content.ReadAsByteArrayAsync(Stop)
        );
        together[0].Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        together[0].Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        ImageReader.Read(await narrow.Content.ReadAsByteArrayAsync(Stop)).Width.ShouldBe(256);
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        var asked = story.Host.Requests.Where(request => request.Path == "/once.png").ShouldHaveSingleItem();
        asked.Header("Authorization").ShouldBeNull();
        asked.Headers.Values.ShouldNotContain(value => value.Contains("secret-key"));
        foreach (var one in together)
            one.Dispose();
    }

    [Fact]
    public async Task Only_hosts_of_pictures_are_asked_and_no_redirect_leads_elsewhere()
    {
        await RefusedAsync("https://example.org/a.png", HttpStatusCode.Forbidden, "No pictures are fetched from");
        await RefusedAsync("http://image.civitai.com/a.png", HttpStatusCode.Forbidden, "by https");
        await RefusedAsync("https://image.civitai.com:8443/a.png", HttpStatusCode.Forbidden, "No pictures");
        await RefusedAsync("https://image.civitai.com.example.org/a", HttpStatusCode.Forbidden, "No pictures");
        await RefusedAsync("http://127.0.0.1:1/a.png", HttpStatusCode.Forbidden, "No pictures");
        await RefusedAsync("file:///etc/passwd", HttpStatusCode.Forbidden, "No pictures");
        await RefusedAsync("https://me:secret@image.civitai.com/a", HttpStatusCode.BadRequest, "without a name");
        await RefusedAsync("a.png", HttpStatusCode.BadRequest, "whole address");
        story.Host.On("/away.png", ScriptedAnswer.Redirect(story.Host.At("/inside.png", "localhost")));
        story.Host.On("/inside.png", ScriptedAnswer.File(Picture));

        await RefusedAsync(story.Host.At("/away.png").AbsoluteUri, HttpStatusCode.Forbidden, "localhost");

        story.Host.Requests.ShouldNotContain(request => request.Path == "/inside.png");
    }

    [Fact]
    public async Task What_is_no_picture_is_handed_to_nobody_and_not_kept()
    {
        story.Host.On("/page.png", ScriptedAnswer.Html("<html><script>alert(1)</script></html>"));
        story.Host.On("/drawing.png", ScriptedAnswer.Text("<svg xmlns='http://www.w3.org/2000/svg'/>"));
        story.Host.On("/large.png", ScriptedAnswer.File([.. Picture, .. new byte[20 << 20]]));

        foreach (var path in (string[])["/page.png", "/drawing.png"])
            (await FailAsync(path)).Message.ShouldContain("no picture");
        (await FailAsync("/large.png")).Message.ShouldContain("larger than 20 MiB");
        story.Host.On("/page.png", ScriptedAnswer.File(Picture));
        using var later = await AskAsync("/page.png");

        later.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_the_host_refuses_is_told_as_elsewhere()
    {
        story.Host.On("/busy.png", ScriptedAnswer.Text("", 429).With("Retry-After", "7"));
        story.Host.On("/down.png", ScriptedAnswer.Text("", 503));
        story.Host.On("/gone.png", ScriptedAnswer.Text("", 404));

        var busy = await FailAsync("/busy.png");
        (await FailAsync("/down.png")).ShouldSatisfyAllConditions(
            down => down.Code.ShouldBe("network"),
            down => down.Retryable.ShouldBeTrue()
        );
        (await FailAsync("/gone.png")).Code.ShouldBe("not_found");

        (busy.Code, busy.Retryable).ShouldBe(("network", true));
        var (_, body) = await story.Server.SendAsync("GET", PathOf("/busy.png"));
        body["error"]!["details"]!["retry_after_seconds"]!.ToString().ShouldBe("7");
    }

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.OK)]
    public async Task Pages_of_other_sites_fetch_nothing(string from, HttpStatusCode status)
    {
        story.Host.On("/page-of.png", ScriptedAnswer.File(Picture));

        using var answer = await AskAsync("/page-of.png", from: from);

        answer.StatusCode.ShouldBe(status);
    }

    private async Task RefusedAsync(string address, HttpStatusCode status, string words)
    {
        var error = await story.Server.FailAsync(
            HttpMethod.Get,
            $"/api/pictures/remote?url={Uri.EscapeDataString(address)}",
            status
        );
        error["message"]!.ToString().ShouldContain(words, customMessage: address);
    }

    private async Task<(string Code, string Message, bool Retryable)> FailAsync(string path)
    {
        var (status, body) = await story.Server.SendAsync("GET", PathOf(path));
        status.ShouldBeGreaterThanOrEqualTo(400);
        var error = body["error"]!;
        return (error["code"]!.ToString(), error["message"]!.ToString(), error["retryable"]!.GetValue<bool>());
    }

    private async Task<HttpResponseMessage> AskAsync(
        string path,
        string more = "",
        string? known = null,
        string? from = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, PathOf(path) + more);
        if (known is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        if (from is not null)
            request.Headers.Add("Sec-Fetch-Site", from);
        return await story.Server.Http.SendAsync(request, Stop);
    }

    private string PathOf(string path) =>
        $"/api/pictures/remote?url={Uri.EscapeDataString(story.Host.At(path).AbsoluteUri)}";
}
