using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>Forms are priced, submitted, waited for and saved, and nothing is paid twice.</summary>
public sealed class SubmissionTests : SandboxTest, IClassFixture<SandboxFixture>
{
    private const string Submits = "/v2/consumer/workflows";

    private static readonly string[] Form =
    [
        "generate",
        "--workflow",
        "txt2img",
        "--ecosystem",
        "SDXL",
        "-p",
        "prompt=a red fox, in snow",
        "-p",
        "seed=7",
    ];

    public SubmissionTests(SandboxFixture sandbox)
        : base(sandbox)
    {
        Home.Variables["CIVITAI_API_KEY"] = "sandbox-key";
        Orchestrator.HoldBefore = null;
        Orchestrator.SetBalance("sandbox-key", 100_000, blue: 1000);
    }

    private Sandbox.Orchestration.Orchestrator Orchestrator => Sandbox.Server.Orchestrator;

    [Fact]
    public async Task A_quote_names_the_price_its_parts_and_who_pays_and_tells_nobody_the_prompt()
    {
        var paid = Orchestrator.PaidCount;
        Orchestrator.SetBalance("sandbox-key", 100_000, blue: 1);

        var told = await Home.RunAsync([.. Form, "--quote", "-p", "quantity=2"]);
        var json = await Home.RunAsync([.. Form, "--quote", "-p", "quantity=2", "--json"]);

        var estimate = json.ShouldExit(0).Json;
        var total = estimate.GetProperty("cost").GetProperty("total").GetInt32();
        total.ShouldBeGreaterThan(1);
        told.ShouldExit(0).Output.ShouldContain($"{total} Buzz (1 blue + {total - 1} yellow)");
        told.Output.ShouldContain("  × 2 quantity");
        estimate.GetProperty("steps")[0].GetProperty("input").GetProperty("prompt").GetString().ShouldBe("price");
        estimate.TryGetProperty("externalId", out _).ShouldBeFalse();
        Orchestrator.PaidCount.ShouldBe(paid);
    }

    [Fact]
    public async Task A_quote_says_that_there_is_too_little_Buzz()
    {
        Orchestrator.SetBalance("sandbox-key", 0);

        var run = await Home.RunAsync([.. Form, "--quote"]);

        run.ShouldExit(0).Error.ShouldContain("not enough Buzz");
    }

    [Fact]
    public async Task What_is_submitted_under_one_name_is_one_workflow_and_can_be_shown_and_cancelled()
    {
        var paid = Orchestrator.PaidCount;
        Orchestrator.HoldBefore = "processing";

        var first = await Home.RunAsync([.. Form, "--external-id", "fox-1", "--json"]);
        var again = await Home.RunAsync([.. Form, "--external-id", "fox-1", "--json"]);
        var id = first.ShouldExit(0).Json.GetProperty("id").GetString()!;
        var shown = await Home.RunAsync("workflow", "show", id, "--json", "--api-key", "sandbox-key");
        var cancelled = await Home.RunAsync("workflow", "cancel", id, "--api-key", "sandbox-key");

        again.ShouldExit(0).Json.GetProperty("id").GetString().ShouldBe(id);
        Orchestrator.PaidCount.ShouldBe(paid + 1);
        shown.ShouldExit(0).Json.GetProperty("id").GetString().ShouldBe(id);
        cancelled.ShouldExit(0).Output.ShouldContain($"{id}: canceled");
        // What was given back is a line of its own.
        cancelled.Output.ShouldContain("credit");
    }

    [Fact]
    public async Task A_submit_whose_answer_is_lost_is_paid_once()
    {
        var paid = Orchestrator.PaidCount;
        Sandbox.Server.Faults.Add(
            new Fault
            {
                Host = "orchestrator",
                Method = "POST",
                Path = Submits,
                CutAfter = 1,
                Times = 1,
            }
        );

        var run = await Home.RunAsync([.. Form, "--wait", "--json"]);

        run.ShouldExit(0).Json.GetProperty("status").GetString().ShouldBe("succeeded");
        Sandbox.Server.Requests.All.Count(request => request is { Method: "POST", Path: Submits }).ShouldBe(2);
        Orchestrator.PaidCount.ShouldBe(paid + 1);
    }

    [Fact]
    public async Task Results_are_saved_with_the_recipe_that_readers_of_pictures_know_and_never_over_another_file()
    {
        string[] line =
        [
            .. Form,
            "-p",
            "steps=25",
            "-p",
            "quantity=2",
            "--save",
            "fox",
            "--external-id",
            "saved-1",
            "--json",
        ];
        var run = await Home.RunAsync(line);
        var again = await Home.RunAsync(line);

        var saved = run.ShouldExit(0).Json.GetProperty("saved").EnumerateArray().ToArray();
        saved.Length.ShouldBe(2);
        again
            .ShouldExit(0)
            .Json.GetProperty("saved")[0]
            .GetProperty("path")
            .GetString()
            .ShouldBe(saved[0].GetProperty("path").GetString());
        Directory.GetFiles(Home.PathOf("fox")).Length.ShouldBe(2);
        run.Error.ShouldContain("succeeded");
        var read = await Home.RunAsync(
            "image",
            "read",
            saved[0].GetProperty("path").GetString()!,
            saved[1].GetProperty("path").GetString()!,
            "--json"
        );
        var recipes = read.ShouldExit(0).Json.GetProperty("files").EnumerateArray().ToArray();
        foreach (var recipe in recipes)
        {
            recipe.GetProperty("generator").GetString().ShouldBe("BerryAIGen");
            recipe.GetProperty("prompt").GetString().ShouldBe("a red fox, in snow");
            recipe.GetProperty("seed").GetInt64().ShouldBe(7);
            recipe.GetProperty("steps").GetInt32().ShouldBe(25);
            recipe.GetProperty("width").GetInt32().ShouldBe(1024);
            var model = recipe.GetProperty("resources").EnumerateArray().Single();
            model.GetProperty("type").GetString().ShouldBe("checkpoint");
            model.GetProperty("model_version_id").GetInt64().ShouldBe(128078);
        }
    }

    [Fact]
    public async Task A_model_that_is_named_by_its_version_is_looked_up_and_one_of_another_line_is_refused_before_it_is_paid()
    {
        var paid = Orchestrator.PaidCount;
        var lora = Sandbox.Server.Catalogue.Models.First(model =>
            model.Spec.Type == "LORA" && model.Versions[0].Spec.BaseModel.StartsWith("SDXL", StringComparison.Ordinal)
        );
        var foreign = Sandbox.Server.Catalogue.Models.First(model =>
            model.Spec.Type == "Checkpoint" && model.Versions[0].Spec.BaseModel == "SD 1.5"
        );

        var used = await Home.RunAsync([
            .. Form,
            "-p",
            $"resources=[{{\"id\":{lora.Versions[0].Id},\"strength\":0.8}}]",
            "--save",
            "lora",
            "--json",
        ]);
        var refused = await Home.RunAsync([.. Form, "--version", $"{foreign.Versions[0].Id}"]);

        used.ShouldExit(0)
            .Json.GetProperty("steps")[0]
            .GetProperty("input")
            .GetProperty("additionalNetworks")
            .EnumerateObject()
            .Single()
            .Name.ShouldContain($":{lora.Spec.Id}@{lora.Versions[0].Id}");
        var text = await Home.RunAsync(
            "image",
            "read",
            used.Json.GetProperty("saved")[0].GetProperty("path").GetString()!,
            "--json"
        );
        var resource = text.ShouldExit(0)
            .Json.GetProperty("files")[0]
            .GetProperty("resources")
            .EnumerateArray()
            .Single(one => one.GetProperty("type").GetString() == "lora");
        resource.GetProperty("weight").GetDouble().ShouldBe(0.8);
        resource.GetProperty("hash").GetString()!.Length.ShouldBe(10);
        refused.ShouldExit(2).Error.ShouldContain("choose the ecosystem");
        Orchestrator.PaidCount.ShouldBe(paid + 1);
    }

    [Fact]
    public async Task What_is_submitted_again_under_its_name_is_saved_with_the_seed_it_ran_with()
    {
        string[] line = [.. Form[..^2], "--external-id", "drawn-1", "--json", "--save"];

        var first = await Home.RunAsync([.. line, "drawn"]);
        var again = await Home.RunAsync([.. line, "drawn-again"]);

        // Whoever waits no longer finds it again by these.
        first.ShouldExit(0).Error.ShouldContain("submitted as drawn-1");
        first.Error.ShouldContain("berry workflow show");
        (await SeedAsync(again.ShouldExit(0))).ShouldBe(await SeedAsync(first));

        async Task<long> SeedAsync(BerryRun run)
        {
            var path = run.Json.GetProperty("saved")[0].GetProperty("path").GetString()!;
            var read = await Home.RunAsync("image", "read", path, "--json");
            return read.ShouldExit(0).Json.GetProperty("files")[0].GetProperty("seed").GetInt64();
        }
    }

    [Fact]
    public async Task Without_a_key_it_is_said_which_one_and_the_orchestrators_own_goes_before_Civitais()
    {
        Home.Variables["CIVITAI_API_KEY"] = "";
        var none = await Home.RunAsync([.. Form, "--json"]);
        Home.Variables["CIVITAI_API_KEY"] = "nobodys-key";
        Home.Variables["BERRY_ORCHESTRATOR_KEY"] = "sandbox-key";
        var own = await Home.RunAsync([.. Form, "--quote"]);
        Home.Variables.Remove("BERRY_ORCHESTRATOR_KEY");
        var given = await Home.RunAsync([.. Form, "--wait", "--api-key", "sandbox-key"]);

        var error = none.ShouldExit(4).Json.GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("auth");
        none.Error.ShouldContain("BERRY_ORCHESTRATOR_KEY");
        own.ShouldExit(0).Output.ShouldContain("Buzz");
        given.ShouldExit(0).Output.ShouldContain("succeeded");
    }

    [Theory]
    [InlineData(403, "text/plain", "You do not have enough Buzz for this workflow.", 1, "insufficient_buzz")]
    [InlineData(403, "text/plain", "Your prompt was blocked: minor", 6, "content is blocked")]
    [InlineData(
        400,
        "application/problem+json",
        """{"title":"One or more validation errors occurred.","status":400,"errors":{"steps[0].input.width":["too wide"]}}""",
        2,
        "steps[0].input.width"
    )]
    [InlineData(401, "application/problem+json", """{"title":"Unauthorized","status":401}""", 4, "auth")]
    [InlineData(409, "application/problem+json", """{"title":"Conflict","status":409}""", 1, "conflict")]
    [InlineData(200, "text/html", "<!DOCTYPE html><html><body>Down</body></html>", 7, "--external-id")]
    public async Task What_an_orchestrator_refuses_is_said_in_one_sentence(
        int status,
        string type,
        string body,
        int exitCode,
        string words
    )
    {
        var paid = Orchestrator.PaidCount;
        Sandbox.Server.Faults.Add(
            new Fault
            {
                Host = "orchestrator",
                Path = Submits,
                Status = status,
                Body = body,
                ContentType = type,
            }
        );

        var run = await Home.RunAsync([.. Form, "--json"]);

        run.ShouldExit(exitCode);
        (run.Output + run.Error).ShouldContain(words);
        run.Json.GetProperty("error").GetProperty("message").GetString()!.ShouldNotContain("\n");
        Orchestrator.PaidCount.ShouldBe(paid);
    }

    [Fact]
    public async Task What_fails_there_is_told_with_its_reason_and_what_came_is_saved()
    {
        Orchestrator.Script(new JobOutcome { Kind = "blocked", BlockedReason = "minor" });
        var blocked = await Home.RunAsync([.. Form, "--wait", "--json"]);
        Orchestrator.Script(new JobOutcome { Kind = "partial" });
        var half = await Home.RunAsync([.. Form, "-p", "quantity=2", "--save", "half"]);

        var error = blocked.ShouldExit(6).Json.GetProperty("error");
        error.GetProperty("details").GetProperty("blocked_reason").GetString().ShouldBe("minor");
        half.ShouldExit(1).Error.ShouldContain("failed");
        Directory.GetFiles(Home.PathOf("half")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Ctrl_C_while_it_waits_leaves_the_workflow_running_and_names_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no signal to send there.");
        Orchestrator.HoldBefore = "processing";
        using var run = Home.Start([.. Form, "--wait", "--json"]);
        await Eventually.TrueAsync(
            () =>
                Sandbox.Server.Requests.All.Any(request =>
                    request is { Method: "GET" } && request.Path.StartsWith(Submits + "/", StringComparison.Ordinal)
                ),
            TestContext.Current.CancellationToken
        );

        run.Interrupt();
        var ended = await run.EndAsync();

        var id = Sandbox
            .Server.Requests.All.Last(request => request.Path.StartsWith(Submits + "/", StringComparison.Ordinal))
            .Path.Split('/')[^1];
        var message = ended.ShouldExit(130).Json.GetProperty("error").GetProperty("message").GetString();
        message.ShouldNotBeNull().ShouldContain($"'berry workflow cancel {id}'");
        var shown = await Home.RunAsync("workflow", "show", id, "--json");
        shown.ShouldExit(0).Json.GetProperty("status").GetString().ShouldNotBe("canceled");
    }
}
