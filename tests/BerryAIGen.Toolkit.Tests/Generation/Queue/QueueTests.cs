using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Testing;
using BerryAIGen.Toolkit.Tests.Driven;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>Prices, submissions, and what is under way, through the real server and the Sandbox's orchestrator.</summary>
public sealed class QueueTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quote_names_the_price_and_charges_nothing()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var one = await story.Server.PostAsync("/api/generation/quote", GeneratingToolkit.Form());
        var form = GeneratingToolkit.Form();
        (form["quantity"], form["steps"]) = (2, 400);
        story.Orchestrator.SetBalance("sandbox-key", 0);

        var quote = await story.Server.PostAsync("/api/generation/quote", form);

        Proven.Tells(
            "POST /api/generation/quote",
            quote,
            told =>
            {
                told["factors"]["quantity"].GetValue<double>().ShouldBe(2);
                told["insufficient_buzz"].GetValue<bool>().ShouldBeTrue();
                told["ready"].GetValue<bool>().ShouldBeTrue();
                told["notes"][0].ToString().ShouldContain("\"steps\" is 50 instead of 400");
            },
            unlike: one
        );
        one["total"]!.GetValue<int>().ShouldBeGreaterThan(0);
        story.Orchestrator.PaidCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_form_is_submitted_once_watched_and_its_pictures_are_saved_with_their_recipe()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var form = GeneratingToolkit.Form();
        form["quantity"] = 2;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/generation/submit");
        request.Content = new StringContent(form.ToJsonString(), null, "application/json");
        request.Headers.Add("Idempotency-Key", "once");

        var row = await Proven.ChangesAsync(
            "POST /api/generation/submit",
            async () =>
            {
                using var answer = await story.Server.Http.SendAsync(request, Stop);
                answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
                return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!;
            },
            async () => (await story.ReadAsync(context => context.Generations.CountAsync(Stop))).ShouldBe(1)
        );
        var done = await story.EndAsync(row);
        using var again = new HttpRequestMessage(HttpMethod.Post, "/api/generation/submit");
        again.Content = new StringContent(form.ToJsonString(), null, "application/json");
        again.Headers.Add("Idempotency-Key", "once");
        using var same = await story.Server.Http.SendAsync(again, Stop);

        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        JsonNode.Parse(await same.Content.ReadAsStringAsync(Stop))!["id"]!.ToString().ShouldBe(row["id"]!.ToString());
        story.Orchestrator.PaidCount.ShouldBe(1);
        done["transactions"]!.AsArray().ShouldContain(line => line!["type"]!.ToString() == "debit");
        var files = story.Files();
        files.Length.ShouldBe(2);
        foreach (var file in files)
        {
            var recipe = RecipeReader.Read(file).Recipe.ShouldNotBeNull();
            recipe.Generator.ShouldBe("BerryAIGen");
            recipe.Prompt.ShouldBe("a red fox");
            recipe.Seed.ShouldBe(7);
            recipe.Resources.ShouldContain(resource => resource.ModelVersionId == 128078);
        }

        Proven.Tells(
            "GET /api/generation/queue/{id}",
            done,
            told => told["outputs"].AsArray().Count.ShouldBe(2),
            unlike: row
        );
        (await story.Server.GetAsync("/api/notifications"))["notifications"]![0]!["kind"]!
            .ToString()
            .ShouldBe("generation_completed");
        var events = await story.ReadAsync(context =>
            context.Events.Where(one => one.Subject == row["id"]!.ToString()).Select(one => one.Kind).ToListAsync(Stop)
        );
        events.ShouldContain("generation.queued");
        events.ShouldContain("generation.progress");
        events.ShouldContain("generation.completed");
    }

    [Fact]
    public async Task A_server_that_is_killed_between_submit_and_result_is_followed_by_one_that_pays_and_saves_nothing_twice()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.HoldBefore = "succeeded";
        // The first server never hears that its submit was taken.
        story.Sandbox.Server.Faults.Add(
            new Fault
            {
                Host = "orchestrator",
                Method = "POST",
                Path = "/v2/consumer/workflows",
                CutAfter = 1,
                Times = 100,
            }
        );
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
        var form = GeneratingToolkit.Form();
        form["quantity"] = 2;
        var half = await story.GenerateAsync(form);
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

    [Fact]
    public async Task One_name_of_a_request_is_one_form_its_models_too()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var form = GeneratingToolkit.Form();
        form["model"] = new JsonObject { ["id"] = 128078 };
        var (same, other) = (form.DeepClone().AsObject(), form.DeepClone().AsObject());
        // The order in which a program writes is not what it asks for.
        same.Remove("seed");
        same.Insert(0, "seed", 7);
        other["model"] = new JsonObject { ["id"] = 128079 };

        (await SubmitAsync(story, form)).ShouldBe(HttpStatusCode.Accepted);
        (await SubmitAsync(story, same)).ShouldBe(HttpStatusCode.Accepted);
        (await SubmitAsync(story, other)).ShouldBe(HttpStatusCode.Conflict);
        (await story.ReadAsync(context => context.Generations.CountAsync(Stop))).ShouldBe(1);
    }

    [Fact]
    public async Task A_submit_that_is_refused_is_told_and_charges_nothing()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.SetBalance("sandbox-key", 0);

        var failed = await story.GenerateAsync();
        var wrong = await story.Server.FailAsync(
            HttpMethod.Post,
            "/api/generation/submit",
            HttpStatusCode.BadRequest,
            new JsonObject { ["workflow"] = "txt2poem" }
        );

        failed["state"]!.ToString().ShouldBe("failed");
        failed["error"]!["details"]!["reason"]!.ToString().ShouldBe("insufficient_buzz");
        wrong["details"]!["field"]!.ToString().ShouldBe("workflow");
        story.Orchestrator.PaidCount.ShouldBe(0);
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

    private static async Task<HttpStatusCode> SubmitAsync(GeneratingToolkit story, JsonObject form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/generation/submit");
        request.Content = new StringContent(form.ToJsonString(), null, "application/json");
        request.Headers.Add("Idempotency-Key", "models");
        using var answer = await story.Server.Http.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> PostAsync(GeneratingToolkit story, string token, string body)
    {
        using var content = new StringContent(body, null, "application/json");
        using var answer = await story.Server.Http.PostAsync($"/api/generation/callbacks/{token}", content, Stop);
        return answer.StatusCode;
    }
}
