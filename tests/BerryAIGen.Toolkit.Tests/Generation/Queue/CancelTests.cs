using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Faults;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>What is cancelled here is cancelled where it runs, however late that hears of it.</summary>
public sealed class CancelTests
{
    [Fact]
    public async Task A_cancel_that_is_not_heard_is_told_on_the_generation_and_repeated_by_a_person_and_at_the_start()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.HoldBefore = "processing";
        var first = await story.SubmitAsync();
        var second = await story.SubmitAsync();
        foreach (var row in (JsonNode[])[first, second])
            await story.UntilAsync(row, now => now["workflow_id"] is not null);
        story.Sandbox.Server.Faults.Add(
            new Fault
            {
                Host = "orchestrator",
                Method = "PUT",
                Path = "/v2/consumer/workflows/*",
                Status = 409,
            }
        );

        await story.Server.PostAsync($"/api/generation/queue/{first["id"]}/cancel");
        await story.Server.PostAsync($"/api/generation/queue/{second["id"]}/cancel");
        var unheard = await story.UntilAsync(first, now => now["error"] is not null);
        await story.UntilAsync(second, now => now["error"] is not null);
        unheard["state"]!.ToString().ShouldBe("cancelled");
        unheard["error"]!["message"]!.ToString().ShouldContain("may still run it");
        story.Sandbox.Server.Faults.Clear();
        var heard = await story.Server.PostAsync($"/api/generation/queue/{first["id"]}/cancel");
        await story.Server.KillAsync();
        await story.RestartAsync();
        var later = await story.UntilAsync(second, now => now["status"]?.ToString() == "canceled");

        heard["status"]!.ToString().ShouldBe("canceled");
        foreach (var row in (JsonNode[])[heard, later])
        {
            row["error"].ShouldBeNull();
            row["transactions"]!.AsArray().ShouldContain(line => line!["type"]!.ToString() == "credit");
        }
    }

    [Fact]
    public async Task A_cancel_during_the_submit_cancels_what_is_taken_a_moment_later()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.HoldBefore = "processing";
        story.SpoilSubmits(new Fault { DelayMilliseconds = 4000, Times = 1 });
        var row = await story.SubmitAsync();
        await story.UntilAsync(row, now => now["status"]?.ToString() == "submitting");

        await story.Server.PostAsync($"/api/generation/queue/{row["id"]}/cancel");
        var cancelled = await story.UntilAsync(
            row,
            now => now["state"]!.ToString() == "cancelled" && now["status"]?.ToString() == "canceled"
        );

        story.Orchestrator.PaidCount.ShouldBe(1);
        cancelled["workflow_id"].ShouldNotBeNull();
        cancelled["transactions"]!.AsArray().ShouldContain(line => line!["type"]!.ToString() == "credit");
    }

    [Fact]
    public async Task One_that_waits_is_cancelled_and_nothing_of_it_is_submitted()
    {
        await using var story = await GeneratingToolkit.StartAsync(("BERRY_GENERATION_PARALLEL", "1"));
        story.Orchestrator.HoldBefore = "processing";
        var running = await story.SubmitAsync();
        await story.UntilAsync(running, now => now["workflow_id"] is not null);
        var waiting = await story.SubmitAsync();

        var cancelled = await story.Server.PostAsync($"/api/generation/queue/{waiting["id"]}/cancel");

        cancelled["state"]!.ToString().ShouldBe("cancelled");
        cancelled["status"].ShouldBeNull();
        story.Orchestrator.HoldBefore = null;
        await story.EndAsync(running);
        story.Orchestrator.PaidCount.ShouldBe(1);
    }
}
