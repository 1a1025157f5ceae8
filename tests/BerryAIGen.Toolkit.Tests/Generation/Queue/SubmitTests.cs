using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Toolkit.Tests.Driven;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>Prices and submissions, through the real server and the Sandbox's orchestrator.</summary>
public sealed class SubmitTests
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
    public async Task How_many_may_wait_is_the_tier_s_and_never_more_than_the_server_s()
    {
        await using var story = await GeneratingToolkit.StartAsync(("BERRY_GENERATION_QUEUE", "3"));
        story.Orchestrator.HoldBefore = "processing";
        File.WriteAllText(
            Existing(Path.Combine(story.Settings, "definitions", "limits.json")),
            """{"schemaVersion":1,"tiers":{"guest":{"queue":2},"own":{"queue":900}}}"""
        );
        await story.SubmitAsync();
        await story.SubmitAsync();

        var guest = await story.Server.FailAsync(
            HttpMethod.Post,
            "/api/generation/submit?tier=guest",
            HttpStatusCode.Conflict,
            GeneratingToolkit.Form()
        );
        var (taken, _) = await story.Server.SendAsync(
            "POST",
            "/api/generation/submit?tier=own",
            GeneratingToolkit.Form().ToJsonString()
        );
        var own = await story.Server.FailAsync(
            HttpMethod.Post,
            "/api/generation/submit?tier=own",
            HttpStatusCode.Conflict,
            GeneratingToolkit.Form()
        );

        taken.ShouldBe(202);
        guest["message"]!.ToString().ShouldStartWith("You have 2 generations under way, and 2 are allowed");
        own["message"]!.ToString().ShouldStartWith("You have 3 generations under way, and 3 are allowed");
        (await story.ReadAsync(context => context.Generations.CountAsync(Stop))).ShouldBe(3);
    }

    [Fact]
    public async Task Each_draw_of_a_wildcard_is_saved_with_its_own_prompt_and_seed()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        File.WriteAllText(Existing(Path.Combine(story.Settings, "wildcards", "colours.txt")), "red\nblue\n");
        var form = GeneratingToolkit.Form("a #colours fox", quantity: 2);
        form["snippets"] = new JsonObject { ["mode"] = "batch" };

        var done = await story.EndAsync(await story.SubmitAsync(form));

        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        story
            .Files()
            .Select(file => RecipeReader.Read(file).Recipe.ShouldNotBeNull())
            .Select(recipe => $"{recipe.Prompt} {recipe.Seed} {recipe.Settings["Batch pos"]}")
            .Order(StringComparer.Ordinal)
            .ShouldBe(["a blue fox 8 0", "a blue fox 8 1", "a red fox 7 0", "a red fox 7 1"]);
        (await story.ReadAsync(context => context.GenerationOutputs.Select(row => row.Seed).ToListAsync(Stop)))
            .Order()
            .ShouldBe([7, 7, 8, 8]);
    }

    private static string Existing(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    [Fact]
    public async Task A_form_is_submitted_once_watched_and_its_pictures_are_saved_with_their_recipe()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var form = GeneratingToolkit.Form(quantity: 2);
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

    private static async Task<HttpStatusCode> SubmitAsync(GeneratingToolkit story, JsonObject form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/generation/submit");
        request.Content = new StringContent(form.ToJsonString(), null, "application/json");
        request.Headers.Add("Idempotency-Key", "models");
        using var answer = await story.Server.Http.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
