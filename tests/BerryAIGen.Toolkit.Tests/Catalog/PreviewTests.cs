using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Catalog;

public sealed class PreviewTests : IAsyncLifetime
{
    private const string Address = "/api/models/style/preview";
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, .. new byte[500]];
    private static readonly byte[] Film = [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isommp42"u8, .. new byte[99]];

    private CatalogToolkit _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Model => Path.Combine(_server.Models, "style.safetensors");

    public async ValueTask InitializeAsync()
    {
        _server = await CatalogToolkit.StartAsync();
        SmallLora.Write(Model);
        await _server.PostAsync("/api/models/index?wait=true");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task The_picture_beside_a_model_comes_whole_in_parts_and_not_again_when_it_is_known()
    {
        Put("style.preview.png", Picture);

        using var whole = await SendAsync();
        using var part = await SendAsync(request => request.Headers.Range = new RangeHeaderValue(8, 15));
        using var known = await SendAsync(request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        using var head = await SendAsync(request => request.Method = HttpMethod.Head);
        Put("style.preview.png", [.. Picture, 1]);
        using var changed = await SendAsync(request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));

        (await whole.Content.ReadAsByteArrayAsync(Stop)).ShouldBe(Picture);
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        whole.Headers.CacheControl!.ToString().ShouldBe("max-age=60, private");
        whole.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync(Stop)).ShouldBe(Picture[8..16]);
        part.Content.Headers.ContentRange!.Length.ShouldBe(Picture.Length);
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        head.Content.Headers.ContentLength.ShouldBe(Picture.Length);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("style.jpeg", "image/png")]
    [InlineData("style.thumb.jpg", "image/png")]
    [InlineData("style.preview.mp4", "video/mp4")]
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
        Put("chosen.png", [.. Picture, 7]);
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
            Put("style.preview.png", Encoding.UTF8.GetBytes(text));

        using var answer = await SendAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["error"]!;
        error["code"]!.ToString().ShouldBe("not_found");
        error["message"]!.ToString().ShouldContain("\"style\"");
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

    private void Put(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(_server.Models, name), bytes);

    private void Name(string preview) =>
        File.WriteAllText(
            Model + ".civitai.json",
            new JsonObject { ["schema_version"] = 1, ["preview"] = preview }.ToJsonString()
        );

    private Task<HttpResponseMessage> SendAsync(Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Address);
        change?.Invoke(request);
        return _server.Http.SendAsync(request, Stop);
    }
}
