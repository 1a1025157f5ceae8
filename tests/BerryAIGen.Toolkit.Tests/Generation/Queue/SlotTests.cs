using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>Nothing holds what others wait for, and nothing that was paid is lost by that.</summary>
public sealed class SlotTests
{
    [Fact]
    public async Task A_workflow_that_never_ends_makes_room_and_its_results_are_fetched_when_it_is_run_again()
    {
        await using var story = await GeneratingToolkit.StartAsync(
            ("BERRY_GENERATION_PARALLEL", "1"),
            ("BERRY_GENERATION_PATIENCE", "5")
        );
        story.Orchestrator.HoldBefore = "processing";
        var endless = await story.SubmitAsync();
        await story.UntilAsync(endless, now => now["workflow_id"] is not null);
        var waiting = await story.SubmitAsync();

        var given = await story.EndAsync(endless);
        var next = await story.UntilAsync(waiting, now => now["workflow_id"] is not null);

        given["state"]!.ToString().ShouldBe("failed");
        given["error"]!["code"]!.ToString().ShouldBe("network");
        given["error"]!["message"]!.ToString().ShouldContain("after 5 seconds");
        next["error"].ShouldBeNull();
        story.Orchestrator.HoldBefore = null;
        await story.Server.PostAsync($"/api/generation/queue/{endless["id"]}/retry");
        var done = await story.EndAsync(endless);
        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        done["workflow_id"]!.ToString().ShouldBe(given["workflow_id"]!.ToString());
        story.Orchestrator.PaidCount.ShouldBe(2);
    }

    [Fact]
    public async Task What_failed_at_one_orchestrator_is_submitted_anew_to_the_one_that_is_asked_now()
    {
        await using var other = new SandboxFixture();
        await other.InitializeAsync();
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.Script(new JobOutcome { Kind = "blocked", BlockedReason = "minor" });
        var failed = await story.GenerateAsync();
        await story.Server.KillAsync();

        await story.RestartAsync(("BERRY_ORCHESTRATOR_URL", other.Server.OrchestratorUrl.ToString()));
        await story.Server.PostAsync($"/api/generation/queue/{failed["id"]}/retry");
        var done = await story.EndAsync(failed);

        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        done["orchestrator"]!.ToString().ShouldBe(other.Server.OrchestratorUrl.ToString());
        other.Server.Orchestrator.PaidCount.ShouldBe(1);
    }
}
