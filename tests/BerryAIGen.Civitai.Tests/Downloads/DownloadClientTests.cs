using BerryAIGen.Civitai.Downloads;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Tests.Transport;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Downloads;

public sealed class DownloadClientTests
{
    private const string Route = "/api/download/models/7";
    private static readonly ModelVersionId Version = new(7);
    private static readonly ScriptedAnswer Stored = ScriptedAnswer
        .File([1, 2, 3, 4, 5], "\"v1\"", "BodHor-V1.safetensors")
        .With("Last-Modified", "Fri, 02 Jan 2026 03:04:05 GMT");

    [Fact]
    public void The_address_carries_the_wishes_in_Civitais_order_and_no_key()
    {
        using var client = new CivitaiClient(new CivitaiOptions { ApiKey = Scene.Key });
        var selection = new DownloadSelection
        {
            Type = "Pruned Model",
            Precision = "fp16",
            FileId = new FileId(9),
        };

        client.Downloads.AddressOf(Version).AbsoluteUri.ShouldBe("https://civitai.com/api/download/models/7");
        client
            .Downloads.AddressOf(Version, selection)
            .AbsoluteUri.ShouldBe("https://civitai.com/api/download/models/7?type=Pruned%20Model&fp=fp16&fileId=9");
    }

    [Fact]
    public async Task A_redirect_is_followed_to_the_storage_without_the_key()
    {
        await using var scene = await Scene.StartAsync();
        await using var storage = await ScriptedServer.StartAsync();
        var signed = storage.At("/file/a.safetensors?X-Amz-Signature=abc", "localhost");
        scene.Server.On(Route, ScriptedAnswer.Redirect(signed));
        storage.On("/file/a.safetensors", Stored);

        var target = await ResolveAsync(scene, options => options.ApiKey = Scene.Key);

        target.Address.ShouldBe(signed);
        target.FileName.ShouldBe("BodHor-V1.safetensors");
        target.SizeBytes.ShouldBe(5);
        target.ETag.ShouldBe("\"v1\"");
        target.LastModified.ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        target.AcceptsRanges.ShouldBeTrue();
        target.ToString().ShouldNotContain("abc");
        scene.Server.Requests[0].Header("Authorization").ShouldBe($"Bearer {Scene.Key}");
        var probe = storage.Requests.ShouldHaveSingleItem();
        probe.Header("Authorization").ShouldBeNull();
        probe.Method.ShouldBe("GET");
        probe.Header("Range").ShouldBe("bytes=0-0");
        probe.Header("Accept-Encoding").ShouldBeNull();
        probe.Headers.Values.ShouldAllBe(value => !value.Contains(Scene.Key));
    }

    [Fact]
    public async Task A_storage_address_that_is_signed_by_a_token_keeps_it()
    {
        await using var scene = await Scene.StartAsync();
        await using var storage = await ScriptedServer.StartAsync();
        scene.Server.On(Route, ScriptedAnswer.Redirect(storage.At("/a?token=signed&x=1", "localhost")));
        storage.On("/a", Stored);

        await ResolveAsync(scene);

        storage.Requests.ShouldHaveSingleItem().Path.ShouldBe("/a?token=signed&x=1");
    }

    [Fact]
    public async Task Another_port_of_the_same_host_does_not_see_the_key()
    {
        await using var scene = await Scene.StartAsync();
        await using var storage = await ScriptedServer.StartAsync();
        scene.Server.On(Route, ScriptedAnswer.Redirect(storage.At("/a")));
        storage.On("/a", Stored);

        await ResolveAsync(scene, options => options.ApiKey = Scene.Key);

        storage.Requests[0].Header("Authorization").ShouldBeNull();
    }

    [Fact]
    public async Task A_storage_that_ignores_the_range_says_the_size_and_cannot_resume()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Route, Stored with { IsFile = false });

        var target = await ResolveAsync(scene);

        target.SizeBytes.ShouldBe(5);
        target.AcceptsRanges.ShouldBeFalse();
    }

    [Fact]
    public async Task An_empty_file_has_no_first_byte()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Route, ScriptedAnswer.Text("", 416).With("Content-Range", "bytes */0"));

        (await ResolveAsync(scene)).SizeBytes.ShouldBe(0);
    }

    [Fact]
    public async Task A_page_in_place_of_the_file_is_refused()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Route, ScriptedAnswer.Html("<title>Log in</title>"));

        await Should.ThrowAsync<CivitaiUnavailableException>(() => ResolveAsync(scene));
    }

    [Fact]
    public async Task A_redirect_to_the_login_page_means_that_a_key_is_needed()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Route, ScriptedAnswer.Redirect(scene.Server.At("/login?returnUrl=%2Fx&reason=download-auth")));

        var error = await Should.ThrowAsync<CivitaiUnauthorizedException>(() => ResolveAsync(scene));

        error.Reason.ShouldBe(UnauthorizedReason.LoginRequired);
        scene.Server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(401, UnauthorizedReason.KeyRefused)]
    [InlineData(200, UnauthorizedReason.NotAllowed)]
    public async Task A_redirect_to_the_login_page_tells_what_is_wrong_with_the_key(int me, UnauthorizedReason expected)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Route, ScriptedAnswer.Redirect(scene.Server.At("/login")));
        scene.Server.On("/api/v1/me", ScriptedAnswer.Json("""{"id":1}""", me));

        var error = await Should.ThrowAsync<CivitaiUnauthorizedException>(() =>
            ResolveAsync(scene, options => options.ApiKey = Scene.Key)
        );

        error.Reason.ShouldBe(expected);
    }

    [Fact]
    public async Task A_busy_storage_says_when_to_come_back()
    {
        await using var scene = await Scene.StartAsync();
        await using var storage = await ScriptedServer.StartAsync();
        scene.Server.On(Route, ScriptedAnswer.Redirect(storage.At("/a", "localhost")));
        storage.On("/a", ScriptedAnswer.Text("slow down", 503).With("Retry-After", "90"));

        var error = await Should.ThrowAsync<CivitaiUnavailableException>(() => ResolveAsync(scene));

        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task An_address_that_the_owner_refuses_is_not_asked()
    {
        await using var scene = await Scene.StartAsync();
        await using var inside = await ScriptedServer.StartAsync();
        scene.Server.On(Route, ScriptedAnswer.Redirect(scene.Server.At("/hop")));
        scene.Server.On("/hop", ScriptedAnswer.Redirect(inside.At("/admin")));
        inside.On("/admin", Stored);

        var error = await Should.ThrowAsync<CivitaiAddressRefusedException>(() =>
            ResolveAsync(
                scene,
                options => options.RefuseAddress = to => to.Port == inside.Url.Port ? $"{to.Port} is private." : null
            )
        );

        error.Message.ShouldBe($"{inside.Url.Port} is private.");
        inside.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Route, ScriptedAnswer.Redirect(scene.Server.At(Route)));

        var error = await Should.ThrowAsync<CivitaiInvalidReplyException>(() =>
            ResolveAsync(scene, options => options.Burst = 50)
        );

        error.Message.ShouldContain("circle");
        scene.Server.Requests.Count.ShouldBe(11);
    }

    [Theory]
    [InlineData("file:///etc/passwd", "file")]
    [InlineData("javascript:alert(1)", "javascript")]
    public async Task A_redirect_off_the_web_is_not_followed(string location, string part)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Route, ScriptedAnswer.Text("", 307).With("Location", location));

        var error = await Should.ThrowAsync<CivitaiInvalidReplyException>(() => ResolveAsync(scene));

        error.Message.ShouldContain(part);
    }

    [Fact]
    public async Task An_expired_address_of_the_storage_is_its_own_refusal()
    {
        await using var scene = await Scene.StartAsync();
        await using var storage = await ScriptedServer.StartAsync();
        scene.Server.On(Route, ScriptedAnswer.Redirect(storage.At("/a?X-Amz-Signature=abc")));
        storage.On("/a", ScriptedAnswer.Text("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", 403));

        var error = await Should.ThrowAsync<CivitaiUnavailableException>(() => ResolveAsync(scene));

        error.Message.ShouldContain("AccessDenied");
        error.ToString().ShouldNotContain("abc");
    }

    [Theory]
    [InlineData(400, """{"error":"✖ Invalid option\n  → at type"}""", typeof(CivitaiBadRequestException))]
    [InlineData(403, """{"error":"Forbidden"}""", typeof(CivitaiUnauthorizedException))]
    [InlineData(403, """{"error":"Early Access","message":"x"}""", typeof(CivitaiEarlyAccessException))]
    [InlineData(
        403,
        """{"error":"You do not have access to download this file"}""",
        typeof(CivitaiUnauthorizedException)
    )]
    [InlineData(404, """{"error":"File not found"}""", typeof(CivitaiNotFoundException))]
    [InlineData(410, """{"error":"Model archived, not available for download"}""", typeof(CivitaiNotFoundException))]
    [InlineData(
        401,
        """{"error":"Unauthorized","message":"The creator of this asset has disabled downloads on this file"}""",
        typeof(CivitaiDownloadDisabledException)
    )]
    [InlineData(
        401,
        """{"error":"Unauthorized","message":"The creator of this asset requires you to be logged in to download it"}""",
        typeof(CivitaiUnauthorizedException)
    )]
    [InlineData(
        429,
        """{"error":"We've noticed an unusual amount of downloading from your account. Contact support@civitai.com or come back later."}""",
        typeof(CivitaiRateLimitedException)
    )]
    public async Task The_refusals_of_the_download_route_are_told_apart(int status, string body, Type expected)
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On(Route, ScriptedAnswer.Json(body, status));

        var error = await Should.ThrowAsync<CivitaiRequestException>(() => ResolveAsync(scene));

        error.ShouldBeOfType(expected);
        scene.Server.Requests.Count.ShouldBe(1);
    }

    private static Task<DownloadTarget> ResolveAsync(Scene scene, Action<CivitaiOptions>? configure = null) =>
        scene.Client(configure).Downloads.ResolveAsync(Version, cancellationToken: Scene.Cancelled);
}
