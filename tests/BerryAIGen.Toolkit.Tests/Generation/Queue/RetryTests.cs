using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Generations;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Toolkit.Tests.Driven;
using Microsoft.EntityFrameworkCore;

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

    [Theory]
    [InlineData("blocked")]
    [InlineData(null)]
    public async Task What_is_submitted_anew_keeps_to_the_limits_of_that_moment(string? outcome)
    {
        await using var story = await GeneratingToolkit.StartAsync(("BERRY_GENERATION_PARALLEL", "1"));
        JsonNode row;
        if (outcome is not null)
        {
            story.Orchestrator.Script(new JobOutcome { Kind = outcome, BlockedReason = "minor" });
            row = await story.GenerateAsync();
        }
        else
        {
            // Behind another one, it is cancelled before anybody was asked for it.
            story.Orchestrator.HoldBefore = "processing";
            var first = await story.SubmitAsync();
            await story.UntilAsync(first, now => now["state"]!.ToString() == "running");
            row = await story.SubmitAsync();
            await story.Server.PostAsync($"/api/generation/queue/{row["id"]}/cancel");
            row = await story.EndAsync(row);
        }

        (await story.BodyAsync(row))["nsfwLevel"].ShouldBeNull();
        await story.Server.SendAsync("PUT", "/api/generation/levels", """{"request_limit":"pg"}""");

        await story.Server.PostAsync($"/api/generation/queue/{row["id"]}/retry");

        var body = await story.BodyAsync(row);
        body["nsfwLevel"]!.ToString().ShouldBe("pg");
        body["allowMatureContent"]!.GetValue<bool>().ShouldBeFalse();
        body["steps"]![0]!["input"]!["seed"]!.GetValue<int>().ShouldBe(7);
        (
            await story.ReadAsync(context =>
                context
                    .Generations.Where(one => one.Id == row["id"]!.ToString())
                    .Select(one => one.HidesMature)
                    .SingleAsync(TestContext.Current.CancellationToken)
            )
        ).ShouldBeTrue();
        story.Orchestrator.HoldBefore = null;
        (await story.EndAsync(row))["state"]!.ToString().ShouldBe("completed");
    }

    [Theory]
    [InlineData("buzz", "failed")]
    [InlineData("400", "usage")]
    [InlineData("401", "auth")]
    [InlineData("403", "policy")]
    public async Task What_was_surely_refused_keeps_to_the_limits_of_that_moment_under_its_name(
        string refusal,
        string code
    )
    {
        await using var story = await GeneratingToolkit.StartAsync();
        if (refusal == "buzz")
            story.Orchestrator.SetBalance("sandbox-key", 0);
        else
            story.SpoilSubmits(OrchestratorFailureTests.Refusal(int.Parse(refusal, null)));
        var row = await story.GenerateAsync();
        row["error"]!["code"]!.ToString().ShouldBe(code, row.ToJsonString());
        (await story.BodyAsync(row))["nsfwLevel"].ShouldBeNull();
        var name = await ReadAsync(one => one.ExternalId);
        await story.Server.SendAsync("PUT", "/api/generation/levels", """{"request_limit":"pg"}""");
        // Who said no is not bound to: the settings may name another one by now.
        (await ReadAsync(one => one.Orchestrator)).ShouldBeNull();
        story.Sandbox.Server.Faults.Clear();
        story.Orchestrator.SetBalance("sandbox-key", 100_000);

        await story.Server.PostAsync($"/api/generation/queue/{row["id"]}/retry");
        var done = await story.EndAsync(row);

        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        var body = await story.BodyAsync(row);
        body["nsfwLevel"]!.ToString().ShouldBe("pg");
        body["allowMatureContent"]!.GetValue<bool>().ShouldBeFalse();
        (await ReadAsync(one => one.HidesMature)).ShouldBeTrue();
        (await ReadAsync(one => one.ExternalId)).ShouldBe(name);
        story.Orchestrator.PaidCount.ShouldBe(1);

        Task<T> ReadAsync<T>(System.Linq.Expressions.Expression<Func<GenerationRow, T>> what) =>
            story.ReadAsync(context =>
                context.Generations.Select(what).SingleAsync(TestContext.Current.CancellationToken)
            );
    }

    [Fact]
    public async Task What_was_asked_twice_at_once_and_refused_then_may_have_been_taken_all_the_same()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.SpoilSubmits(OrchestratorFailureTests.Refusal(500) with { Times = 1 });
        story.SpoilSubmits(OrchestratorFailureTests.Refusal(401));
        var row = await story.GenerateAsync();
        row["error"]!["code"]!.ToString().ShouldBe("auth", row.ToJsonString());
        await story.Server.SendAsync("PUT", "/api/generation/levels", """{"request_limit":"pg"}""");
        story.Sandbox.Server.Faults.Clear();

        await story.Server.PostAsync($"/api/generation/queue/{row["id"]}/retry");
        (await story.EndAsync(row))["state"]!.ToString().ShouldBe("completed");

        (await story.BodyAsync(row))["nsfwLevel"].ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_may_have_been_taken_goes_on_as_it_was(bool isRefusedAfterwards)
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.SpoilSubmits(OrchestratorFailureTests.Refusal(500));
        var row = await story.GenerateAsync();
        row["error"]!["code"]!.ToString().ShouldBe("network", row.ToJsonString());
        if (isRefusedAfterwards)
        {
            // That says nothing of the first time.
            story.Sandbox.Server.Faults.Clear();
            story.SpoilSubmits(OrchestratorFailureTests.Refusal(401));
            await story.Server.PostAsync($"/api/generation/queue/{row["id"]}/retry");
            (await story.EndAsync(row))["error"]!["code"]!.ToString().ShouldBe("auth");
        }

        await story.Server.SendAsync("PUT", "/api/generation/levels", """{"request_limit":"pg"}""");
        story.Sandbox.Server.Faults.Clear();

        await story.Server.PostAsync($"/api/generation/queue/{row["id"]}/retry");
        (await story.EndAsync(row))["state"]!.ToString().ShouldBe("completed");

        (await story.BodyAsync(row))["nsfwLevel"].ShouldBeNull();
    }

    [Fact]
    public async Task A_model_that_generates_no_longer_is_not_paid_by_another_try()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var models = story.Sandbox.Server.Catalogue;
        models.Add(ChoosingToolkit.Lora(730_003, "Strict", "SDXL 1.0", [], "strict"));
        story.Orchestrator.Script(new JobOutcome { Kind = "blocked", BlockedReason = "minor" });
        var row = await story.GenerateAsync();
        var form = GeneratingToolkit.Form();
        form["resources"] = new JsonArray(new JsonObject { ["id"] = models.FindModel(730_003)!.Versions[0].Id });
        await story.ReadAsync(context =>
            context
                .Generations.Where(one => one.Id == row["id"]!.ToString())
                .ExecuteUpdateAsync(
                    set => set.SetProperty(one => one.Form, form.ToJsonString()),
                    TestContext.Current.CancellationToken
                )
        );

        var refused = await story.Server.FailAsync(
            HttpMethod.Post,
            $"/api/generation/queue/{row["id"]}/retry",
            HttpStatusCode.Forbidden
        );

        refused["message"]!.ToString().ShouldContain("does not let services generate with it");
        story.Orchestrator.PaidCount.ShouldBe(1);
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
