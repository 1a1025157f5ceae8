using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Catalog;

/// <summary>A server of a class whose tests have a model each.</summary>
public sealed class PreviewToolkit : IAsyncLifetime
{
    private CatalogToolkit? _server;

    internal CatalogToolkit Server => _server ?? throw new InvalidOperationException("The server has not started yet.");

    public async ValueTask InitializeAsync() => _server = await CatalogToolkit.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

public sealed class PreviewTests(PreviewToolkit toolkit) : IClassFixture<PreviewToolkit>, IAsyncLifetime
{
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, .. new byte[500]];
    private static readonly byte[] Film = [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isommp42"u8, .. new byte[99]];
    private static int _models;

    // Each of another size, so that none counts as another one's copy.
    private readonly int _number = Interlocked.Increment(ref _models);
    private readonly CatalogToolkit _server = toolkit.Server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Id => $"style{_number}";

    private string Model => Path.Combine(_server.Models, $"{Id}.safetensors");

    public async ValueTask InitializeAsync()
    {
        SmallLora.Write(Model, _number);
        await _server.PostAsync("/api/models/index?wait=true");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_picture_beside_a_model_comes_whole_in_parts_and_not_again_when_it_is_known()
    {
        Put(".preview.png", Picture);

        using var whole = await SendAsync();
        using var part = await SendAsync(request => request.Headers.Range = new RangeHeaderValue(8, 15));
        using var known = await SendAsync(request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        using var head = await SendAsync(request => request.Method = HttpMethod.Head);
        Put(".preview.png", [.. Picture, 1]);
        using var changed = await SendAsync(request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));

        Proven.Tells(
            "GET /api/models/{id}/preview",
            await whole.Content.ReadAsByteArrayAsync(Stop),
            told => told.ShouldBe(Picture),
            unlike: await changed.Content.ReadAsByteArrayAsync(Stop)
        );
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        whole.Headers.CacheControl!.ToString().ShouldBe("max-age=60, private");
        whole.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync(Stop)).ShouldBe(Picture[8..16]);
        part.Content.Headers.ContentRange!.Length.ShouldBe(Picture.Length);
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        Proven.Tells(
            "HEAD /api/models/{id}/preview",
            $"{head.Content.Headers.ContentLength}",
            told => told.ShouldBe($"{Picture.Length}"),
            unlike: $"{changed.Content.Headers.ContentLength}"
        );
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_that_Civitai_calls_mature_is_refused_to_whoever_hides_such_ones()
    {
        using var none = await SendAsync();
        Put(".preview.png", Picture);
        await _server.SendAsync(HttpMethod.Put, "/api/generation/levels", """{"above":"hide"}""");
        using var unrated = await SendAsync();
        await _server.RateAsync(Id, level: 8);
        using var hidden = await SendAsync();
        await _server.SendAsync(
            HttpMethod.Put,
            "/api/generation/levels",
            """{"above":"blur","browsing_limit":"pg13"}"""
        );
        using var blurred = await SendAsync();

        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        unrated.StatusCode.ShouldBe(HttpStatusCode.OK);
        hidden.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await hidden.Content.ReadAsStringAsync(Stop)).ShouldContain("browsing limit");
        blurred.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(".jpeg", "image/png")]
    [InlineData(".thumb.jpg", "image/png")]
    [InlineData(".preview.mp4", "video/mp4")]
    public async Task Names_of_other_programs_are_found_and_bytes_say_what_it_is(string name, string type)
    {
        Put(name, type == "video/mp4" ? Film : Picture);

        using var answer = await SendAsync();

        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
    }

    [Fact]
    public async Task What_a_sidecar_names_is_shown_if_it_lies_beside_the_model_and_nowhere_else()
    {
        var elsewhere = _server.Home.Write("private.png", Picture);
        Name(elsewhere);
        using var foreign = await SendAsync();
        File.WriteAllBytes(Path.Combine(_server.Models, "chosen.png"), [.. Picture, 7]);
        Name("chosen.png");

        using var named = await SendAsync();

        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        named.Content.Headers.ContentLength.ShouldBe(Picture.Length + 1);
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("<html><script>alert(1)</script></html>")]
    [InlineData("secret")]
    [InlineData(null)]
    public async Task What_is_no_picture_is_not_handed_out(string? text)
    {
        if (text is not null)
            Put(".preview.png", Encoding.UTF8.GetBytes(text));

        using var answer = await SendAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["error"]!;
        error["code"]!.ToString().ShouldBe("not_found");
        error["message"]!.ToString().ShouldContain($"\"{Id}\"");
    }

    [Fact]
    public async Task Of_a_model_that_is_not_here_there_is_no_preview()
    {
        (await _server.GetAsync("/api/models/phi-3-mini-4k-instruct/preview"))["error"]!["code"]!
            .ToString()
            .ShouldBe("not_found");
        (await _server.GetAsync("/api/models/no/such/preview"))["error"]!["message"]!
            .ToString()
            .ShouldContain("no/such");
    }

    private void Put(string ending, byte[] bytes) =>
        File.WriteAllBytes(Path.Combine(_server.Models, Id + ending), bytes);

    private void Name(string preview) =>
        File.WriteAllText(
            Model + ".civitai.json",
            new JsonObject { ["schema_version"] = 1, ["preview"] = preview }.ToJsonString()
        );

    private Task<HttpResponseMessage> SendAsync(Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/models/{Id}/preview");
        change?.Invoke(request);
        return _server.Http.SendAsync(request, Stop);
    }
}
