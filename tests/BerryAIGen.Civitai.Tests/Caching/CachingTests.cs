using BerryAIGen.Civitai.Caching;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Civitai.Tests.Transport;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Civitai.Tests.Caching;

public sealed class CachingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<StaleAnswer> _stale = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("public, s-maxage=300, stale-while-revalidate=150")]
    [InlineData("public, max-age=300")]
    public async Task A_fresh_answer_is_not_asked_for_again(string cacheControl)
    {
        await using var scene = await Scene.StartAsync(Model(1, cacheControl), Model(2, cacheControl));

        (await AskAsync(scene)).ShouldBe(1);
        scene.Time.Advance(TimeSpan.FromSeconds(299));
        (await AskAsync(scene)).ShouldBe(1);
        scene.Time.Advance(TimeSpan.FromSeconds(2));
        (await AskAsync(scene)).ShouldBe(2);

        scene.Server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_kept_unless_a_cache_is_wished()
    {
        await using var scene = await Scene.StartAsync(Model(1), Model(2));
        var client = scene.Client();

        await client.Models.GetJsonAsync(1, Scene.Cancelled);
        await client.Models.GetJsonAsync(1, Scene.Cancelled);

        scene.Server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Memory_keeps_answers_as_well()
    {
        await using var scene = await Scene.StartAsync(Model(1), Model(2));
        var client = scene.Client(options => options.CacheInMemory = true);

        await client.Models.GetJsonAsync(1, Scene.Cancelled);
        (await client.Models.GetJsonAsync(1, Scene.Cancelled)).GetProperty("id").GetInt32().ShouldBe(1);

        scene.Server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("no-store, max-age=300")]
    [InlineData("max-age=0, private, no-cache")]
    [InlineData("private, max-age=300, no-cache")]
    public async Task What_must_not_be_reused_is_asked_for_again(string cacheControl)
    {
        await using var scene = await Scene.StartAsync(Model(1, cacheControl), Model(2, cacheControl));

        await AskAsync(scene);

        (await AskAsync(scene)).ShouldBe(2);
    }

    [Fact]
    public async Task What_must_not_be_stored_is_not_on_disk()
    {
        await using var scene = await Scene.StartAsync(Model(1, "no-store"));

        await AskAsync(scene);

        Directory.GetDirectories(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_old_answer_is_confirmed_by_its_validator()
    {
        var notModified = new ScriptedAnswer { Status = 304 }.With("Cache-Control", "max-age=300");
        await using var scene = await Scene.StartAsync(Model(1, "max-age=1").With("ETag", "\"v1\""), notModified);

        await AskAsync(scene);
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        (await AskAsync(scene)).ShouldBe(1);
        (await AskAsync(scene)).ShouldBe(1);

        scene.Server.Requests.Count.ShouldBe(2);
        scene.Server.Requests[1].Header("If-None-Match").ShouldBe("\"v1\"");
    }

    [Fact]
    public async Task Another_key_does_not_see_the_answer()
    {
        await using var scene = await Scene.StartAsync(Model(1), Model(2), Model(3));

        (await AskAsync(scene, options => options.ApiKey = Scene.Key)).ShouldBe(1);
        (await AskAsync(scene)).ShouldBe(2);
        (await AskAsync(scene, options => options.ApiKey = "another")).ShouldBe(3);

        Directory.GetDirectories(_folder.Path).ShouldAllBe(folder => !folder.Contains(Scene.Key));
    }

    [Fact]
    public async Task An_old_answer_stands_in_for_a_service_that_is_down()
    {
        await using var scene = await Scene.StartAsync(
            Model(1, "max-age=1"),
            ScriptedAnswer.Html("<title>x</title>", 503)
        );
        await AskAsync(scene);
        var storedAt = scene.Time.GetUtcNow();
        scene.Time.Advance(TimeSpan.FromDays(3));

        (await AskAsync(scene)).ShouldBe(1);

        var stale = _stale.ShouldHaveSingleItem();
        stale.StoredAt.ShouldBe(storedAt);
        stale.Address.AbsolutePath.ShouldBe(Scene.Path);
        stale.Reason.ShouldContain("503");
    }

    [Fact]
    public async Task An_old_answer_stands_in_for_a_service_that_is_not_there()
    {
        await using var scene = await Scene.StartAsync(Model(1, "max-age=1"));
        await AskAsync(scene);
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        await scene.Server.DisposeAsync();

        (await AskAsync(scene)).ShouldBe(1);

        _stale.ShouldHaveSingleItem().Reason.ShouldContain("refused");
    }

    [Fact]
    public async Task An_old_answer_stands_in_for_the_maintenance_page()
    {
        await using var scene = await Scene.StartAsync(Model(1, "max-age=0"), ScriptedAnswer.Html("<title>x</title>"));
        await AskAsync(scene);

        (await AskAsync(scene)).ShouldBe(1);

        _stale.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>Maintenance</title>")]
    [InlineData("\uFEFF \n<html></html>")]
    [InlineData("{\"id\":2,\"name\":\"cu")]
    [InlineData("")]
    public async Task An_old_answer_stands_in_for_one_that_is_JSON_only_by_name(string body)
    {
        const string fresh = "public, s-maxage=300";
        await using var scene = await Scene.StartAsync(
            Model(1, "max-age=1"),
            ScriptedAnswer.Json(body).With("Cache-Control", fresh),
            Model(3, fresh)
        );
        await AskAsync(scene);
        scene.Time.Advance(TimeSpan.FromMinutes(1));

        (await AskAsync(scene)).ShouldBe(1);
        (await AskAsync(scene)).ShouldBe(3);

        _stale.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_kept()
    {
        const string fresh = "public, s-maxage=300";
        await using var scene = await Scene.StartAsync(
            ScriptedAnswer.Json("{\"id\":1,\"cu").With("Cache-Control", fresh),
            Model(2, fresh)
        );

        await Should.ThrowAsync<CivitaiInvalidReplyException>(() => AskAsync(scene));

        (await AskAsync(scene)).ShouldBe(2);
    }

    [Fact]
    public async Task Raw_control_bytes_do_not_keep_an_answer_from_being_kept()
    {
        await using var scene = await Scene.StartAsync(
            ScriptedAnswer.Json("{\"id\":1,\"name\":\"a\tb\"}").With("Cache-Control", "max-age=300"),
            Model(2)
        );

        await AskAsync(scene);

        (await AskAsync(scene)).ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_not_hidden_by_an_old_answer()
    {
        await using var scene = await Scene.StartAsync(
            Model(1, "max-age=0"),
            ScriptedAnswer.Json("""{"error":"No model with id 1"}""", 404)
        );
        await AskAsync(scene);

        await Should.ThrowAsync<CivitaiNotFoundException>(() => AskAsync(scene));

        _stale.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_owner_of_the_key_is_never_kept()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/me", Model(1));
        var client = scene.Client(options => Cached(options).ApiKey = Scene.Key);

        await client.CheckKeyAsync(Scene.Cancelled);
        await client.CheckKeyAsync(Scene.Cancelled);

        scene.Server.Requests.Count.ShouldBe(2);
        Directory.GetDirectories(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_answers_unused_for_longest_make_room()
    {
        await using var scene = await Scene.StartAsync();
        var large = Model(1) with { Body = [.. "{\"x\":\""u8, .. Enumerable.Repeat((byte)'a', 4000), .. "\"}"u8] };
        for (var id = 1; id <= 4; id++)
            scene.Server.On($"/api/v1/models/{id}", large);
        var client = scene.Client(options => Cached(options).CacheSizeBytes = 13_500);

        foreach (var id in new[] { 1, 2, 3, 1, 4, 1, 2 })
        {
            await client.Models.GetJsonAsync(id, Scene.Cancelled);
            scene.Time.Advance(TimeSpan.FromSeconds(1));
        }

        scene.Server.Requests.Select(request => request.Path[^1]).ShouldBe(['1', '2', '3', '4', '2']);
    }

    [Fact]
    public async Task A_broken_cache_file_is_as_good_as_none()
    {
        await using var scene = await Scene.StartAsync(Model(1), Model(2));
        await AskAsync(scene);
        var file = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        await File.WriteAllTextAsync(file, "{broken\n{}", Scene.Cancelled);

        (await AskAsync(scene)).ShouldBe(2);
    }

    private static ScriptedAnswer Model(int id, string cacheControl = "public, s-maxage=300") =>
        ScriptedAnswer.Json($$"""{"id":{{id}}}""").With("Cache-Control", cacheControl);

    private async Task<int> AskAsync(Scene scene, Action<CivitaiOptions>? configure = null)
    {
        var answer = await scene.AskAsync(options =>
        {
            Cached(options);
            configure?.Invoke(options);
        });
        return answer.GetProperty("id").GetInt32();
    }

    private CivitaiOptions Cached(CivitaiOptions options)
    {
        options.CacheFolder = _folder.Path;
        options.OnStale = _stale.Add;
        return options;
    }
}
