using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Toolkit.Tests.Generation.Queue;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>What is held back is neither offered nor made, and is there again as soon as nothing holds it back.</summary>
public sealed class GatedFormTests
{
    private const string Gate = "/api/generation/gates/closed";

    public static TheoryData<string, string> Targets =>
        new()
        {
            { """ "workflows":["txt2img"] """, "workflow" },
            { """ "ecosystems":["SDXL"] """, "ecosystem" },
            { """ "versions":[128078] """, "model" },
        };

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task What_is_held_back_is_shown_with_its_reason_and_not_paid(string target, string field)
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var server = story.Server;
        var form = GeneratingToolkit.Form().ToJsonString();
        (await server.PostAsync("/api/generation/form", GeneratingToolkit.Form()))["is_ready"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        await server.SendAsync("PUT", Gate, $$"""{"audience":"nobody","message":"Back on Monday.",{{target}}}""");

        var shown = await server.PostAsync("/api/generation/form", GeneratingToolkit.Form());

        shown["is_ready"]!.GetValue<bool>().ShouldBeFalse();
        shown["gates"]![field]!["code"]!.ToString().ShouldBe("gate_disabled");
        shown["gates"]![field]!["message"]!.ToString().ShouldBe("Back on Monday.");
        foreach (var path in (string[])["compile", "quote", "submit"])
        {
            var (status, error) = await server.SendAsync("POST", $"/api/generation/{path}", form);
            status.ShouldBe(403, path);
            error["error"]!["message"]!.ToString().ShouldContain("is held back: Back on Monday.");
            error["error"]!["details"]!["field"]!.ToString().ShouldBe(field);
        }

        story.Orchestrator.PaidCount.ShouldBe(0);
        await server.SendAsync("DELETE", Gate, "");
        (await story.GenerateAsync())["state"]!.ToString().ShouldBe("completed");
    }

    [Fact]
    public async Task What_was_refused_once_is_not_let_in_by_another_try()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var server = story.Server;
        story.Orchestrator.Script(new JobOutcome { Kind = "blocked", BlockedReason = "minor" });
        var failed = await story.GenerateAsync();
        failed["state"]!.ToString().ShouldBe("failed");
        await server.SendAsync("PUT", Gate, """{"audience":"nobody","ecosystems":["SDXL"]}""");

        var (status, error) = await server.SendAsync("POST", $"/api/generation/queue/{failed["id"]}/retry", "");

        status.ShouldBe(403, error.ToJsonString());
        story.Orchestrator.PaidCount.ShouldBe(1);
    }

    [Fact]
    public async Task Lists_leave_out_what_is_hidden_and_mark_what_is_closed()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var server = story.Server;
        await server.SendAsync(
            "PUT",
            Gate,
            """{"audience":"nobody","presentation":"hidden","ecosystems":["SDXL"],"workflows":["txt2music"]}"""
        );
        await server.SendAsync(
            "PUT",
            "/api/generation/gates/members",
            """{"audience":"nobody","ecosystems":["Flux1"]}"""
        );
        await server.SendAsync("PUT", "/api/generation/experimental", """{"ecosystems":["Pony"]}""");

        var ecosystems = (await server.GetAsync("/api/generation/ecosystems"))["items"]!.AsArray();
        var workflows = (await server.GetAsync("/api/generation/workflows"))["items"]!.AsArray();

        ecosystems.Select(row => row!["id"]!.ToString()).ShouldNotContain("sdxl");
        ecosystems.Single(row => row!["id"]!.ToString() == "flux1")!["gate"]!.ToString().ShouldBe("disabled");
        ecosystems
            .Where(row => row!["is_experimental"]!.GetValue<bool>())
            .Select(row => row!["id"]!.ToString())
            .ShouldBe(["pony"]);
        workflows.Select(row => row!["key"]!.ToString()).ShouldNotContain("txt2music");
        workflows.Single(row => row!["key"]!.ToString() == "txt2img")!["parts"]!
            .AsArray()
            .Select(key => key!.ToString())
            .ShouldNotContain("SDXL");
        await server.FailAsync(HttpMethod.Get, "/api/generation/ecosystems/SDXL", HttpStatusCode.NotFound);
        await server.FailAsync(HttpMethod.Get, "/api/generation/workflows/txt2music", HttpStatusCode.NotFound);
        await server.FailAsync(HttpMethod.Get, "/api/generation/presets/SDXL", HttpStatusCode.NotFound);
        var unknown = GeneratingToolkit.Form();
        unknown["ecosystem"] = "Nobody";
        // What is wrong besides is not told of what is not there.
        var hidden = GeneratingToolkit.Form();
        hidden["steps"] = "abc";
        foreach (var path in (string[])["form", "form?preset=x", "compile", "quote", "submit"])
        {
            var (status, error) = await server.SendAsync("POST", $"/api/generation/{path}", hidden.ToJsonString());
            var (other, told) = await server.SendAsync("POST", $"/api/generation/{path}", unknown.ToJsonString());
            status.ShouldBe(other, path);
            error
                .ToJsonString()
                .ShouldBe(told.ToJsonString().Replace("Nobody", "SDXL", StringComparison.Ordinal), path);
        }
    }

    [Fact]
    public async Task A_result_is_not_sent_to_a_workflow_that_is_hidden()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var made = await story.GenerateAsync();
        var address = $"/api/generation/{made["id"]}/form?for=img2vid";
        (await story.Server.GetAsync(address))["form"]!["workflow"]!.ToString().ShouldBe("img2vid");
        await story.Server.SendAsync(
            "PUT",
            Gate,
            """{"audience":"nobody","presentation":"hidden","workflows":["img2vid"]}"""
        );

        await story.Server.FailAsync(HttpMethod.Get, address, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_version_of_what_is_hidden_says_no_more_than_that_it_is_held_back()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        await story.Server.SendAsync(
            "PUT",
            Gate,
            """{"audience":"nobody","presentation":"hidden","ecosystems":["SDXL"]}"""
        );
        var form = """{"workflow":"txt2img","prompt":"a fox","steps":"abc","model":{"id":128078}}""";

        foreach (var path in (string[])["form", "compile", "quote", "submit"])
        {
            var (status, error) = await story.Server.SendAsync("POST", $"/api/generation/{path}", form);
            status.ShouldBe(403, path);
            error["error"]!["message"]!.ToString().ShouldBe("Version 128078 is held back.");
        }
    }

    [Fact]
    public async Task A_form_that_names_no_ecosystem_takes_one_that_is_to_be_seen()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var bare = new JsonObject { ["workflow"] = "txt2img", ["prompt"] = "a fox" };
        var usual = (await story.Server.PostAsync("/api/generation/form", bare.DeepClone()))["ecosystem"]![
            "key"
        ]!.ToString();
        await story.Server.SendAsync(
            "PUT",
            Gate,
            $$"""{"audience":"nobody","presentation":"hidden","ecosystems":["{{usual}}"]}"""
        );

        var form = await story.Server.PostAsync("/api/generation/form", bare.DeepClone());

        form["ecosystem"]!["key"]!.ToString().ShouldNotBe(usual);
        form["notes"]!.ToJsonString().ShouldContain("Nobody named an ecosystem");
        form["is_ready"]!.GetValue<bool>().ShouldBeTrue(form.ToJsonString());
    }

    [Fact]
    public async Task What_was_taken_for_somebody_stays_with_it_and_a_retry_is_judged_by_that()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var bare = new JsonObject { ["workflow"] = "txt2img", ["prompt"] = "a fox" };
        var usual = await EcosystemAsync();
        await HideAsync("closed", usual);
        var taken = await EcosystemAsync();
        story.Orchestrator.Script(new JobOutcome { Kind = "blocked", BlockedReason = "minor" });
        var row = await story.GenerateAsync(bare.DeepClone().AsObject());
        row["state"]!.ToString().ShouldBe("failed");

        story.Orchestrator.Script(new JobOutcome { Kind = "blocked", BlockedReason = "minor" });
        await story.Server.PostAsync($"/api/generation/queue/{row["id"]}/retry");
        var again = await story.EndAsync(row);
        await HideAsync("also", taken);
        var (status, error) = await story.Server.SendAsync("POST", $"/api/generation/queue/{row["id"]}/retry", "");

        (await story.Server.GetAsync($"/api/generation/{row["id"]}/form"))["form"]!["ecosystem"]!
            .ToString()
            .ShouldBe(taken);
        again["state"]!.ToString().ShouldBe("failed");
        status.ShouldBe(403, error.ToJsonString());
        // The first and the one retry that was let in.
        story.Orchestrator.PaidCount.ShouldBe(2);

        async Task<string> EcosystemAsync() =>
            (await story.Server.PostAsync("/api/generation/form", bare.DeepClone()))["ecosystem"]!["key"]!.ToString();

        Task HideAsync(string gate, string ecosystem) =>
            story.Server.SendAsync(
                "PUT",
                $"/api/generation/gates/{gate}",
                $$"""{"audience":"nobody","presentation":"hidden","ecosystems":["{{ecosystem}}"]}"""
            );
    }

    [Fact]
    public async Task A_model_that_surely_does_not_generate_is_refused_before_it_is_paid()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var models = story.Sandbox.Server.Catalogue;
        models.Add(ChoosingToolkit.Lora(730_003, "Strict", "SDXL 1.0", [], "strict"));
        var version = models.FindModel(730_003)!.Versions[0].Id;
        var form = GeneratingToolkit.Form();
        form["resources"] = new JsonArray(new JsonObject { ["id"] = version });

        var (status, error) = await story.Server.SendAsync("POST", "/api/generation/submit", form.ToJsonString());

        status.ShouldBe(403, error.ToJsonString());
        error["error"]!["details"]!["field"]!.ToString().ShouldBe("resources");
        error["error"]!["message"]!.ToString().ShouldContain("does not let services generate with it");
        story.Orchestrator.PaidCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_machine_of_one_s_own_has_no_rules_of_Civitai_s_and_does_not_wait_for_it()
    {
        await using var story = await GeneratingToolkit.StartAsync(("BERRY_ORCHESTRATOR_OWN", "true"));
        var models = story.Sandbox.Server.Catalogue;
        models.Add(ChoosingToolkit.Lora(730_003, "Strict", "SDXL 1.0", [], "strict"));
        var form = GeneratingToolkit.Form();
        form["resources"] = new JsonArray(
            new JsonObject
            {
                ["id"] = models.FindModel(730_003)!.Versions[0].Id,
                ["model"] = new JsonObject { ["id"] = 730_003, ["type"] = "LORA" },
                ["baseModel"] = "SDXL 1.0",
            }
        );
        (await story.SubmitAsync(form))["notes"]!.ToJsonString().ShouldNotContain("Strict");
        story.Sandbox.Server.Faults.Add(new Fault { Host = "civitai", Status = 503 });
        form["model"] = new JsonObject { ["id"] = 128078 };

        var silent = await story.SubmitAsync(form);

        silent["notes"]!.ToJsonString().ShouldContain("It is sent as it is written");
    }

    [Fact]
    public async Task A_model_that_is_not_sent_stands_in_nobody_s_way()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var models = story.Sandbox.Server.Catalogue;
        models.Add(ChoosingToolkit.Lora(730_003, "Strict", "Flux.1 D", [], "strict"));
        var form = GeneratingToolkit.Form();
        form["resources"] = new JsonArray(new JsonObject { ["id"] = models.FindModel(730_003)!.Versions[0].Id });

        var row = await story.SubmitAsync(form);

        row["notes"]!.ToJsonString().ShouldContain("kept and not sent");
    }

    [Fact]
    public async Task The_limits_of_a_tier_hold_for_what_is_submitted()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        var form = GeneratingToolkit.Form();
        form["quantity"] = 10;

        var (_, usual) = await story.Server.SendAsync("POST", "/api/generation/submit", form.ToJsonString());
        var (_, gold) = await story.Server.SendAsync("POST", "/api/generation/submit?tier=gold", form.ToJsonString());

        usual["notes"]!.AsArray().ShouldContain(note => note!.ToString().Contains("quantity"));
        (gold["notes"]?.AsArray() ?? []).ShouldNotContain(note => note!.ToString().Contains("quantity"));
    }
}
