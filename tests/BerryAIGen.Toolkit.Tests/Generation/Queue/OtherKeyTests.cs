using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Orchestration;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>What is one person's is told to nobody else, and nobody else changes it.</summary>
public sealed class OtherKeyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_key_changes_nothing_of_it()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var row = await story.GenerateAsync();
        var id = row["id"]!.ToString();
        var server = story.Server;
        await story.BecomeOtherAsync();

        foreach (
            var (method, path, body) in ((string, string, string)[])
                [
                    ("PUT", $"/api/generation/queue/{id}/position", """{"position":1}"""),
                    ("POST", $"/api/generation/queue/{id}/unlock", ""),
                    ("PUT", $"/api/generation/feed/{id}", """{"favourite":true}"""),
                    ("POST", $"/api/generation/feed/{id}/restore", ""),
                    ("GET", $"/api/generation/{id}/form?for=img2vid&output=1", ""),
                ]
        )
        {
            var (status, error) = await server.SendAsync(method, path, body);
            status.ShouldBe(404, $"{method} {path}: {error.ToJsonString()}");
        }

        (
            await story.ReadAsync(context => Task.FromResult(context.Generations.Single(one => one.Id == id).Favourite))
        ).ShouldBeFalse();
    }

    [Fact]
    public async Task Its_job_is_nobody_else_s_and_is_run_again_as_a_generation_alone()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.Script(new JobOutcome { Kind = "blocked", BlockedReason = "minor" });
        (await story.GenerateAsync())["state"]!.ToString().ShouldBe("failed");
        var job = await story.ReadAsync(context => Task.FromResult(context.Generations.Single().JobId));
        var paid = story.Orchestrator.PaidCount;

        var own = await story.Server.FailAsync(HttpMethod.Post, $"/api/jobs/{job}/retry", HttpStatusCode.Conflict);
        await story.BecomeOtherAsync();
        await story.Server.FailAsync(HttpMethod.Post, $"/api/jobs/{job}/retry", HttpStatusCode.Conflict);
        foreach (var verb in (string[])["cancel", "pause", "resume"])
            await story.Server.FailAsync(HttpMethod.Post, $"/api/jobs/{job}/{verb}", HttpStatusCode.Forbidden);

        own["message"]!.ToString().ShouldContain("/api/generation/queue/{id}/retry");
        story.Orchestrator.PaidCount.ShouldBe(paid);
    }

    [Fact]
    public async Task Another_key_hears_nothing_of_it()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var row = await story.GenerateAsync();
        var id = row["id"]!.ToString();
        var mine = await story.Server.GetAsync("/api/notifications");
        var heard = await HearAsync(story.Server, id);

        await story.BecomeOtherAsync();
        var theirs = await story.Server.GetAsync("/api/notifications");
        var read = await story.Server.PostAsync("/api/notifications/read", new JsonObject());
        // Everybody hears of it, and it is the last that happened.
        var (_, index) = await story.Server.SendAsync("POST", "/api/models/index", "{}");
        var others = await HearAsync(story.Server, index["job_id"]!.ToString());

        heard.ShouldContain("event: generation.completed");
        mine["notifications"]![0]!["details"]!["generation_id"]!.ToString().ShouldBe(id);
        theirs["notifications"]!.AsArray().ShouldBeEmpty();
        read["marked"]!.GetValue<int>().ShouldBe(0);
        others.ShouldNotContain("generation.completed");
        others.ShouldNotContain(id);
    }

    [Fact]
    public async Task Its_owner_hears_it_while_it_runs_and_another_key_that_listens_too_does_not()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var server = story.Server;
        using var mine = await ListenAsync(server, null);
        using var theirs = await ListenAsync(server, await story.NewKeyAsync());
        story.Orchestrator.HoldBefore = "succeeded";

        var row = await story.SubmitAsync();
        var id = row["id"]!.ToString();
        var running = await HearAsync(mine, id, "\"status\":\"processing\"");
        var now = await server.GetAsync($"/api/generation/queue/{id}");
        story.Orchestrator.HoldBefore = null;
        var ended = await HearAsync(mine, id, "\"completed\"");
        var (_, index) = await server.SendAsync("POST", "/api/models/index", "{}");
        var others = await HearAsync(theirs, index["job_id"]!.ToString(), "\"completed\"");

        now["state"]!.ToString().ShouldBe("running");
        running.ShouldContain("event: generation.queued");
        running.ShouldContain("event: generation.progress");
        running.ShouldNotContain("a red fox");
        ended.ShouldContain("event: generation.completed");
        others.ShouldNotContain(id);
        others.ShouldNotContain("generation.");
    }

    // What a listener hears who comes back to the beginning, until something is completed.
    private static async Task<string> HearAsync(RunningToolkit server, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events?last_event_id=0-0");
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
        return await HearAsync(reader, id, "\"completed\"");
    }

    // The stream from now on.
    private static async Task<StreamReader> ListenAsync(RunningToolkit server, AuthenticationHeaderValue? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        request.Headers.Authorization = key;
        var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        return new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
    }

    private static async Task<string> HearAsync(StreamReader stream, string id, string words)
    {
        var heard = new StringBuilder();
        while (await stream.ReadLineAsync(Stop) is { } line)
        {
            heard.AppendLine(line);
            if (line.Contains(id, StringComparison.Ordinal) && line.Contains(words, StringComparison.Ordinal))
                break;
        }

        return heard.ToString();
    }
}
