using System.IO.Compression;
using System.Text;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Transport;

public sealed class RequestTests
{
    private static readonly ScriptedAnswer Model = ScriptedAnswer.Json("""{"id":1}""");

    [Fact]
    public async Task The_key_goes_in_the_header_and_who_asks_is_said()
    {
        await using var scene = await Scene.StartAsync(Model);

        await scene.AskAsync(options => options.ApiKey = $" {Scene.Key}\n");

        var request = scene.Server.Requests.ShouldHaveSingleItem();
        request.Header("Authorization").ShouldBe($"Bearer {Scene.Key}");
        request.Header("User-Agent")!.ShouldStartWith("BerryAIGen.Civitai/");
        request.Path.ShouldBe(Scene.Path);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public async Task Without_a_key_there_is_no_header(string? key)
    {
        await using var scene = await Scene.StartAsync(Model);

        await scene.AskAsync(options => options.ApiKey = key);

        scene.Server.Requests[0].Header("Authorization").ShouldBeNull();
    }

    [Fact]
    public async Task A_token_in_a_followed_address_is_not_sent_on()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/models", ScriptedAnswer.Json("""{"items":[]}"""));

        await scene
            .Client()
            .GetModels(scene.Server.At($"/api/v1/models?cursor=1%7C2&token={Scene.Key}").AbsoluteUri, Scene.Cancelled);

        scene.Server.Requests[0].Path.ShouldBe("/api/v1/models?cursor=1%7C2");
    }

    [Fact]
    public async Task An_address_of_another_host_is_not_asked()
    {
        await using var scene = await Scene.StartAsync();
        var other = scene.Server.At($"/api/v1/models?token={Scene.Key}", "localhost").AbsoluteUri;

        var error = await Should.ThrowAsync<ArgumentException>(() => scene.Client().GetModels(other, Scene.Cancelled));

        error.Message.ShouldContain("localhost");
        error.Message.ShouldNotContain(Scene.Key);
        scene.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_within_the_site_keeps_the_key()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Scene.Path, ScriptedAnswer.Redirect(scene.Server.At("/api/v1/moved"), 308));
        scene.Server.On("/api/v1/moved", Model);

        (await scene.AskAsync(options => options.ApiKey = Scene.Key)).GetProperty("id").GetInt32().ShouldBe(1);

        scene.Server.Requests[1].Header("Authorization").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_redirect_of_the_api_to_another_host_is_not_followed()
    {
        await using var scene = await Scene.StartAsync();
        await using var other = await ScriptedServer.StartAsync();
        scene.Server.On(Scene.Path, ScriptedAnswer.Redirect(other.At("/x", "localhost")));

        var error = await scene.RefusedAsync<CivitaiUnavailableException>(options => options.ApiKey = Scene.Key);

        error.Message.ShouldContain("localhost");
        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Scene.Path, ScriptedAnswer.Redirect(scene.Server.At(Scene.Path)));

        var error = await scene.RefusedAsync<CivitaiInvalidReplyException>(options => options.Burst = 100);

        error.Message.ShouldContain("circle");
        scene.Server.Requests.Count.ShouldBe(11);
    }

    [Fact]
    public async Task Compressed_answers_are_read()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("""{"id":1}"""), Scene.Cancelled);
        var answer = (Model with { Body = packed.ToArray() }).With("Content-Encoding", "gzip");
        await using var scene = await Scene.StartAsync(answer);

        (await scene.AskAsync()).GetProperty("id").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Requests_beyond_the_burst_go_out_at_the_rate()
    {
        await using var scene = await Scene.StartAsync(Model);
        var client = scene.Client(options =>
        {
            options.RequestsPerSecond = 2;
            options.Burst = 3;
        });

        for (var count = 0; count < 5; count++)
            await client.Models.GetJsonAsync(1, Scene.Cancelled);

        scene.Time.Waits.ShouldBe([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.5)]);
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData(Scene.Key, 120)]
    public async Task Articles_stay_below_their_own_limit_and_leave_others_alone(string? key, int perMinute)
    {
        await using var scene = await Scene.StartAsync(Model);
        scene.Server.On("/api/v1/articles/1", Model);
        var client = scene.Client(options => options.ApiKey = key);
        List<DateTimeOffset> asked = [];

        for (var count = 0; count < perMinute * 2; count++)
        {
            await client.Articles.GetAsync(1, Scene.Cancelled);
            asked.Add(scene.Time.GetUtcNow());
        }
        var end = scene.Time.GetUtcNow();
        await client.Models.GetJsonAsync(1, Scene.Cancelled);

        for (var first = 0; first + perMinute < asked.Count; first++)
            (asked[first + perMinute] - asked[first]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(60));
        scene.Time.GetUtcNow().ShouldBe(end);
    }

    [Fact]
    public async Task Cancelling_is_not_an_error_of_the_service()
    {
        await using var scene = await Scene.StartAsync(Model with { StallAfter = 1 });
        using var cancellation = new CancellationTokenSource();
        var asking = scene.Client().Models.GetJsonAsync(1, cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public void Options_that_do_not_fit_are_named_all_at_once()
    {
        var options = new CivitaiOptions
        {
            SiteUrl = new Uri("ftp://x/y"),
            UserAgent = "Mozilla/5.0",
            ApiKey = "söße",
            Burst = 0,
            AttemptTimeout = TimeSpan.Zero,
        };

        var error = Should.Throw<ArgumentException>(() => new CivitaiClient(options));

        foreach (var name in new[] { "SiteUrl", "UserAgent", "ApiKey", "Burst", "AttemptTimeout" })
            error.Message.ShouldContain(name);
        error.Message.ShouldNotContain("söße");
    }

    [Theory]
    [InlineData("http://civitai.com")]
    [InlineData("http://192.168.1.2:8080")]
    public void A_key_is_not_sent_in_clear_over_the_network(string site)
    {
        var options = new CivitaiOptions { SiteUrl = new Uri(site), ApiKey = Scene.Key };

        Should.Throw<ArgumentException>(() => new CivitaiClient(options)).Message.ShouldContain("https");
        options.ApiKey = null;
        new CivitaiClient(options).Dispose();
    }

    [Fact]
    public void Options_that_are_empty_are_named()
    {
        var options = new CivitaiOptions
        {
            SiteUrl = new Uri("https://civitai.com/#a"),
            TimeProvider = null!,
            CacheFolder = " ",
        };

        var error = Should.Throw<ArgumentException>(() => new CivitaiClient(options));

        foreach (var name in new[] { "SiteUrl", "TimeProvider", "CacheFolder" })
            error.Message.ShouldContain(name);
    }

    [Fact]
    public void Printed_options_hide_the_key() =>
        new CivitaiOptions { ApiKey = Scene.Key }
            .ToString()
            .ShouldContain("ApiKey = ***");
}
