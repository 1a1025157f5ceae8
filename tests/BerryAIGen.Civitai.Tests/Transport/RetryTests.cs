using BerryAIGen.Civitai.Errors;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;
using Microsoft.AspNetCore.Http;

namespace BerryAIGen.Civitai.Tests.Transport;

public sealed class RetryTests
{
    private static readonly ScriptedAnswer Model = ScriptedAnswer.Json("""{"id":1}""");

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(520)]
    [InlineData(530)]
    public async Task A_passing_failure_is_asked_again(int status)
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json("""{"error":"busy"}""", status), Model);

        await scene.AskAsync();

        scene.Server.Requests.Count.ShouldBe(2);
        scene.Time.Waits.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(410)]
    [InlineData(451)]
    [InlineData(501)]
    public async Task A_permanent_answer_is_asked_once(int status)
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json("""{"error":"no"}""", status), Model);

        await Should.ThrowAsync<CivitaiRequestException>(() => scene.AskAsync());

        scene.Server.Requests.Count.ShouldBe(1);
        scene.Time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_limit_of_page_numbers_is_permanent()
    {
        var cap = """{"error":"You've requested too many pages, please use cursors instead"}""";
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Json(cap, 429), Model);

        var error = await scene.RefusedAsync<CivitaiRateLimitedException>();

        error.IsPermanent.ShouldBeTrue();
        error.Message.ShouldContain("cursor");
        scene.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Retry_After_in_seconds_is_obeyed()
    {
        await using var scene = await Scene.StartAsync(
            ScriptedAnswer.Json("""{"error":"busy"}""", 429).With("Retry-After", "7"),
            Model
        );

        await scene.AskAsync();

        scene.Time.Waits.ShouldBe([TimeSpan.FromSeconds(7)]);
    }

    [Fact]
    public async Task Retry_After_as_a_date_is_obeyed()
    {
        await using var scene = await Scene.StartAsync();
        var date = scene.Time.GetUtcNow().AddSeconds(9).ToString("R");
        scene.Server.On(Scene.Path, ScriptedAnswer.Text("", 503).With("Retry-After", date), Model);

        await scene.AskAsync();

        scene.Time.Waits.ShouldBe([TimeSpan.FromSeconds(9)]);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_pause_beyond_the_time_limit_is_reported_instead_of_waited_for()
    {
        await using var scene = await Scene.StartAsync(
            ScriptedAnswer.Json("""{"error":"busy"}""", 429).With("Retry-After", "31"),
            Model
        );

        var error = await scene.RefusedAsync<CivitaiRateLimitedException>();

        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(31));
        error.IsPermanent.ShouldBeFalse();
        error.Message.ShouldContain("31 seconds");
        scene.Time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task Retries_end_within_the_time_limit()
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Html("<title>Bad gateway</title>", 502));
        var start = scene.Time.GetUtcNow();

        await scene.RefusedAsync<CivitaiUnavailableException>(options => options.MaxRetries = 10);

        (scene.Time.GetUtcNow() - start).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(30));
        scene.Server.Requests.Count.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Retries_are_counted()
    {
        await using var scene = await Scene.StartAsync(ScriptedAnswer.Text("", 503));

        await scene.RefusedAsync<CivitaiUnavailableException>(options => options.MaxRetries = 2);

        scene.Server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_asked_again()
    {
        await using var scene = await Scene.StartAsync(Model with { CutAfter = 3 }, Model);

        (await scene.AskAsync()).GetProperty("id").GetInt32().ShouldBe(1);

        scene.Server.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task An_answer_whose_compression_is_damaged_is_asked_again(string encoding)
    {
        var damaged = (Model with { Body = [.. Enumerable.Repeat((byte)0xF7, 64)] }).With("Content-Encoding", encoding);
        await using var scene = await Scene.StartAsync(damaged, Model);

        (await scene.AskAsync()).GetProperty("id").GetInt32().ShouldBe(1);

        scene.Server.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task An_answer_whose_compression_stays_damaged_is_not_available(string encoding)
    {
        var damaged = (Model with { Body = [.. Enumerable.Repeat((byte)0xF7, 64)] }).With("Content-Encoding", encoding);
        await using var scene = await Scene.StartAsync(damaged);

        await scene.RefusedAsync<CivitaiUnavailableException>();
    }

    [Fact]
    public async Task Whoever_waited_long_for_a_turn_is_asked_again_as_well()
    {
        await using var scene = await Scene.StartAsync();
        var client = scene.Client(options =>
        {
            options.RequestsPerSecond = 0.1;
            options.Burst = 1;
            options.RetryTimeLimit = TimeSpan.FromSeconds(13);
        });

        for (var id = 1; id <= 4; id++)
        {
            scene.Server.On($"/api/v1/models/{id}", ScriptedAnswer.Text("", 503), Model);
            await client.Models.GetJsonAsync(id, Scene.Cancelled);
        }

        scene.Server.Requests.Count.ShouldBe(8);
    }

    [Fact]
    public async Task The_last_refusal_of_a_call_holds_the_next_call_back()
    {
        await using var scene = await Scene.StartAsync(
            ScriptedAnswer.Json("""{"error":"busy"}""", 429).With("Retry-After", "5"),
            Model
        );
        var client = scene.Client(options => options.MaxRetries = 0);

        await Should.ThrowAsync<CivitaiRateLimitedException>(() => client.Models.GetJsonAsync(1, Scene.Cancelled));
        await client.Models.GetJsonAsync(1, Scene.Cancelled);

        scene.Time.Waits.ShouldBe([TimeSpan.FromSeconds(5)]);
    }

    [Fact]
    public async Task An_answer_that_always_breaks_off_is_not_available()
    {
        await using var scene = await Scene.StartAsync(Model with { CutAfter = 3 });

        var error = await scene.RefusedAsync<CivitaiUnavailableException>();

        error.Message.ShouldContain("broke off");
        scene.Server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task An_answer_that_stalls_runs_out_of_time()
    {
        await using var scene = await Scene.StartAsync(Model with { StallAfter = 3 });

        var error = await scene.RefusedAsync<CivitaiUnavailableException>(options =>
        {
            options.TimeProvider = TimeProvider.System;
            options.AttemptTimeout = TimeSpan.FromMilliseconds(500);
            options.MaxRetries = 0;
        });

        error.Message.ShouldContain("nothing came for 0.5 seconds");
        error.StatusCode.ShouldBeNull();
    }

    [Fact(Timeout = 30_000)]
    public async Task An_answer_that_drips_ends_as_well()
    {
        await using var scene = await Scene.StartAsync();
        // No silence is ever too long on this clock, and every drop takes a second of it.
        var time = new MovedTime(longest: TimeSpan.Zero);
        scene.Server.On(Scene.Path, context => DripAsync(context, time));

        var error = await scene.RefusedAsync<CivitaiUnavailableException>(options =>
        {
            options.TimeProvider = time;
            options.AttemptTimeout = TimeSpan.FromMilliseconds(300);
            options.MaxRetries = 0;
        });

        error.Message.ShouldContain("not complete after 3 seconds");
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_not_available()
    {
        await using var scene = await Scene.StartAsync();
        await scene.Server.DisposeAsync();

        var error = await scene.RefusedAsync<CivitaiUnavailableException>();

        error.Message.ShouldContain("the connection was refused");
        scene.Time.Waits.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_must_not_happen_twice_is_sent_once()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/vault/toggle-version", ScriptedAnswer.Text("", 503));

        await Should.ThrowAsync<CivitaiUnavailableException>(() =>
            scene.Client().Vault.ToggleAsync(1, Scene.Cancelled)
        );

        scene.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_lookup_by_post_is_sent_again_with_its_body()
    {
        await using var scene = await Scene.StartAsync();
        scene.Server.On("/api/v1/model-versions/by-hash/ids", ScriptedAnswer.Text("", 503), ScriptedAnswer.Json("[]"));
        var hash = new string('A', 64);

        await scene.Client().Versions.FindIdsByHashesAsync([hash], Scene.Cancelled);

        scene.Server.Requests.Count.ShouldBe(2);
        scene.Server.Requests.ShouldAllBe(request => request.Body.Contains(hash));
        scene.Server.Requests[1].Header("Content-Type")!.ShouldStartWith("application/json");
    }

    private static async Task DripAsync(HttpContext context, MovedTime time)
    {
        context.Response.ContentType = "application/json";
        using var drops = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await drops.WaitForNextTickAsync(context.RequestAborted))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await context.Response.WriteAsync(" ", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
