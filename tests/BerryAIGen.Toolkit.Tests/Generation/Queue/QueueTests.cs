using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>What is under way, through the real server and the Sandbox's orchestrator.</summary>
public sealed class QueueTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_killed_between_submit_and_result_is_followed_by_one_that_pays_and_saves_nothing_twice()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.HoldBefore = "succeeded";
        // The first server never hears that its submit was taken.
        story.SpoilSubmits(new Fault { CutAfter = 1, Times = 100 });
        var unheard = await story.SubmitAsync();
        await Eventually.TrueAsync(() => story.Orchestrator.PaidCount == 1, Stop);
        await story.Server.KillAsync();
        story.Sandbox.Server.Faults.Clear();

        await story.RestartAsync();
        await story.UntilAsync(unheard, now => now["status"]?.ToString() == "processing");
        await story.Server.KillAsync();
        story.Orchestrator.HoldBefore = null;
        await story.RestartAsync();
        var done = await story.EndAsync(unheard);

        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        story.Orchestrator.PaidCount.ShouldBe(1);
        story.Files().Length.ShouldBe(1);
        done["outputs"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_waits_changes_its_place_and_one_that_runs_is_cancelled_where_it_runs()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.HoldBefore = "processing";
        List<JsonNode> rows = [];
        // Four run at a time.
        for (var number = 0; number < 7; number++)
            rows.Add(await story.SubmitAsync(GeneratingToolkit.Form($"fox {number}")));
        foreach (var row in rows[..4])
            await story.UntilAsync(row, now => now["workflow_id"] is not null);
        var before = await story.Server.GetAsync("/api/generation/queue?state=queued");

        await Proven.ChangesAsync(
            "PUT /api/generation/queue/{id}/position",
            () =>
                story.Server.SendAsync("PUT", $"/api/generation/queue/{rows[6]["id"]}/position", """{"position":1}"""),
            async () =>
                (await story.Server.GetAsync("/api/generation/queue?state=queued"))["generations"]![0]!["id"]!
                    .ToString()
                    .ShouldBe(rows[6]["id"]!.ToString())
        );

        Proven.Tells(
            "GET /api/generation/queue",
            await story.Server.GetAsync("/api/generation/queue?state=queued"),
            told =>
                told["generations"]
                    .AsArray()
                    .Select(row => row["id"].ToString())
                    .ShouldBe([rows[6]["id"]!.ToString(), rows[4]["id"]!.ToString(), rows[5]["id"]!.ToString()]),
            unlike: before
        );
        var begun = await story.Server.SendAsync(
            "PUT",
            $"/api/generation/queue/{rows[0]["id"]}/position",
            """{"position":1}"""
        );
        begun.Status.ShouldBe(409);
        await Proven.ChangesAsync(
            "POST /api/generation/queue/{id}/cancel",
            async () =>
            {
                await story.Server.PostAsync($"/api/generation/queue/{rows[0]["id"]}/cancel");
                return await story.UntilAsync(rows[0], now => now["status"]?.ToString() == "canceled");
            },
            async () =>
                (await story.Server.GetAsync($"/api/generation/queue/{rows[0]["id"]}"))["state"]!
                    .ToString()
                    .ShouldBe("cancelled")
        );
        var cancelled = await story.Server.GetAsync($"/api/generation/queue/{rows[0]["id"]}");
        cancelled["transactions"]!.AsArray().ShouldContain(line => line!["type"]!.ToString() == "credit");
        // Its place goes to the one that was put first.
        await story.UntilAsync(rows[6], now => now["state"]!.ToString() == "running");
        story.Orchestrator.HoldBefore = null;
    }

    [Fact]
    public async Task An_orchestrator_that_tells_is_believed_only_with_the_generations_token_and_once()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.HoldBefore = "processing";
        var row = await story.SubmitAsync();
        var running = await story.UntilAsync(row, now => now["workflow_id"] is not null);
        var token = await story.TokenAsync(row);
        var told = $$"""
            {"$type":"workflow","workflowId":"{{running[
                "workflow_id"
            ]}}","status":"processing","timestamp":"2026-11-22T10:00:00Z"}
            """;

        await Proven.ChangesAsync(
            "POST /api/generation/callbacks/{token}",
            () => PostAsync(story, token, told),
            async () => (await story.ReadAsync(context => context.GenerationCallbacks.CountAsync(Stop))).ShouldBe(1)
        );
        (await PostAsync(story, token, told)).ShouldBe(HttpStatusCode.NoContent);
        (await PostAsync(story, new string('0', 64), told)).ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(story, token, "{}")).ShouldBe(HttpStatusCode.BadRequest);
        (await story.ReadAsync(context => context.GenerationCallbacks.CountAsync(Stop))).ShouldBe(1);
        story.Orchestrator.HoldBefore = null;
        (await story.EndAsync(row))["state"]!.ToString().ShouldBe("completed");
    }

    private static async Task<HttpStatusCode> PostAsync(GeneratingToolkit story, string token, string body)
    {
        using var content = new StringContent(body, null, "application/json");
        using var answer = await story.Server.Http.PostAsync($"/api/generation/callbacks/{token}", content, Stop);
        return answer.StatusCode;
    }
}
