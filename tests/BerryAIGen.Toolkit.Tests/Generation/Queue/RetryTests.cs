using System.Net;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>What failed is submitted anew, and what came stays.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task What_failed_is_told_with_its_reason_and_runs_again_as_another_payment()
    {
        await using var story = await GeneratingToolkit.StartAsync(("BERRY_GENERATION_QUEUE", "1"));
        story.Orchestrator.Script(new JobOutcome { Kind = "blocked", BlockedReason = "minor" });
        var failed = await story.GenerateAsync();
        failed["state"]!.ToString().ShouldBe("failed");
        failed["error"]!["code"]!.ToString().ShouldBe("policy");
        failed["error"]!["details"]!["blocked_reason"]!.ToString().ShouldBe("minor");
        failed["transactions"]!.AsArray().ShouldContain(line => line!["type"]!.ToString() == "credit");
        // Who may see all jobs does not see what others asked for.
        (await story.Server.GetAsync("/api/jobs?kind=generation"))
            .ToJsonString()
            .ShouldNotContain("minor");

        await Proven.ChangesAsync(
            "POST /api/generation/queue/{id}/retry",
            () => story.Server.PostAsync($"/api/generation/queue/{failed["id"]}/retry"),
            async () => (await story.EndAsync(failed))["state"]!.ToString().ShouldBe("completed")
        );

        story.Orchestrator.PaidCount.ShouldBe(2);
        story.Files().Length.ShouldBe(1);
        story.Orchestrator.HoldBefore = "processing";
        await story.SubmitAsync();
        var full = await story.Server.FailAsync(
            HttpMethod.Post,
            "/api/generation/submit",
            HttpStatusCode.Conflict,
            GeneratingToolkit.Form()
        );
        full["message"]!.ToString().ShouldContain("1 are allowed");
        story.Orchestrator.HoldBefore = null;
    }

    [Fact]
    public async Task What_came_stays_and_what_never_came_goes_when_it_is_submitted_anew()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.Script(new JobOutcome { Kind = "partial" });
        var half = await story.GenerateAsync(GeneratingToolkit.Form(quantity: 2));
        half["state"]!.ToString().ShouldBe("failed", half.ToJsonString());

        await story.Server.PostAsync($"/api/generation/queue/{half["id"]}/retry");
        var done = await story.EndAsync(half);

        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        var outputs = done["outputs"]!.AsArray();
        outputs.Count.ShouldBe(3);
        outputs.ShouldAllBe(output => output!["path"] != null);
        outputs.Select(output => output!["number"]!.GetValue<int>()).Distinct().Count().ShouldBe(3);
        story.Files().Length.ShouldBe(3);
    }
}
