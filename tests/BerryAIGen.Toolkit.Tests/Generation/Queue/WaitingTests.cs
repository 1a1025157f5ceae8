using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Database;
using BerryAIGen.Database.Generations;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>What stands between an order and its submit: an orchestrator that wants it later, a key that is withdrawn, another tier.</summary>
public sealed class WaitingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_is_wanted_later_says_until_when_it_waits_and_goes_on()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.SpoilSubmits(new Fault { Status = 429, RetryAfter = "900" });
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

        var row = await story.SubmitAsync();
        var waiting = await story.UntilAsync(row, now => now["waits_until"] is not null);
        var told = await story.ReadAsync(context =>
            context
                .Events.Where(one => one.Kind == "generation.progress")
                .OrderByDescending(one => one.Id)
                .Select(one => one.Body)
                .FirstAsync(Stop)
        );

        waiting["state"]!.ToString().ShouldBe("running");
        waiting["waits_until"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(before + 900);
        JsonNode.Parse(told)!["waits_until"]!
            .GetValue<double>()
            .ShouldBe(waiting["waits_until"]!.GetValue<double>(), 0.01);
        story.Sandbox.Server.Faults.Clear();
        // The next server asks at once whether it is wanted by now.
        await story.Server.KillAsync();
        await story.Server.DisposeAsync();
        await story.RestartAsync();
        var done = await story.EndAsync(row);
        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        done["waits_until"].ShouldBeNull();
        story.Orchestrator.PaidCount.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_withdrawn_key_asked_for_is_submitted_no_more_and_cancelled_where_it_runs()
    {
        await using var story = await GeneratingToolkit.StartAsync(("BERRY_GENERATION_PARALLEL", "1"));
        var key = await story.NewKeyAsync();
        story.Orchestrator.HoldBefore = "processing";
        story.Become(key);
        var running = await story.SubmitAsync();
        await story.UntilAsync(running, now => now["workflow_id"] is not null);
        var waiting = await story.SubmitAsync();
        story.Become(null);

        var (status, _) = await story.Server.SendAsync("DELETE", "/api/access/keys/other", "");

        status.ShouldBe(200);
        var second = await EndedAsync(waiting, row => row.Error is not null);
        var first = await EndedAsync(running, row => row.Status == "canceled");
        (first.State, second.State, second.WorkflowId).ShouldBe(("cancelled", "cancelled", null));
        second.Error!.ShouldContain("Its access key was withdrawn, so it was cancelled.");
        var log = await story.Server.GetAsync($"/api/jobs/{second.JobId}/log");
        log.ToJsonString().ShouldContain("Its access key was withdrawn");
        story.Orchestrator.PaidCount.ShouldBe(1);
        story.Orchestrator.HoldBefore = null;

        // Nobody has the key any more, so nobody is told: the database says it.
        async Task<GenerationRow> EndedAsync(JsonNode row, Func<GenerationRow, bool> fits)
        {
            var (id, found) = (row["id"]!.ToString(), (GenerationRow?)null);
            await Eventually.TrueAsync(
                () =>
                {
                    using var context = LibraryDatabase.Open(story.Server.Database).CreateContext();
                    return fits(found = context.Generations.Find(id)!);
                },
                Stop
            );
            return found!;
        }
    }

    [Fact]
    public async Task Another_try_says_what_the_tier_of_now_allows_less_of()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.SetBalance("sandbox-key", 100_000);
        story.Orchestrator.Script(new JobOutcome { Kind = "blocked", BlockedReason = "minor" });
        var (_, ordered) = await story.Server.SendAsync(
            "POST",
            "/api/generation/submit?tier=gold",
            GeneratingToolkit.Form(quantity: 8).ToJsonString()
        );
        var failed = await story.EndAsync(ordered);
        var asked = story.Orchestrator.PaidCount;

        var refused = await story.Server.FailAsync(
            HttpMethod.Post,
            $"/api/generation/queue/{failed["id"]}/retry?tier=free",
            HttpStatusCode.BadRequest
        );
        var paid = story.Orchestrator.PaidCount;
        await story.Server.PostAsync($"/api/generation/queue/{failed["id"]}/retry");
        var done = await story.EndAsync(failed);

        failed["state"]!.ToString().ShouldBe("failed", failed.ToJsonString());
        failed["tier"]!.ToString().ShouldBe("gold");
        refused["message"]!
            .ToString()
            .ShouldContain("\"quantity\" was ordered as 8, and the tier \"free\" allows 4 now");
        paid.ShouldBe(asked);
        // Without a word it is the tier of the submit.
        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        done["outputs"]!.AsArray().Count.ShouldBe(8);
    }
}
