using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests.Submissions;

/// <summary>Forms that nobody pays for, and workflows that fail.</summary>
public sealed class SubmissionRefusalTests(SandboxFixture sandbox)
    : SubmissionTest(sandbox),
        IClassFixture<SandboxFixture>
{
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
    public async Task A_model_that_surely_does_not_generate_is_refused_before_it_is_paid()
    {
        var paid = Orchestrator.PaidCount;
        Sandbox.Server.Catalogue.Add(
            new ModelSpec
            {
                Id = 730_003,
                Name = "Strict",
                Type = "LORA",
                AllowCommercialUse = [],
                Versions =
                [
                    new VersionSpec
                    {
                        Name = "v1",
                        BaseModel = "SDXL 1.0",
                        Files = [new FileSpec { Name = "strict.safetensors", Fp = "fp16" }],
                    },
                ],
            }
        );
        string[] strict =
        [
            .. Form,
            "-p",
            $$"""resources=[{"id":{{Sandbox.Server.Catalogue.FindModel(730_003)!.Versions[0].Id}}}]""",
        ];

        var refused = await Home.RunAsync([.. strict, "--json"]);
        var priced = await Home.RunAsync([.. strict, "--quote"]);
        Home.Variables["BERRY_ORCHESTRATOR_OWN"] = "true";
        var own = await Home.RunAsync([.. strict, "--quote"]);
        Home.Variables.Remove("BERRY_ORCHESTRATOR_OWN");

        var message = refused.ShouldExit(6).Json.GetProperty("error").GetProperty("message").GetString();
        message.ShouldNotBeNull().ShouldContain("\"Strict\" (v1) does not generate: ");
        priced.ShouldExit(6).Error.ShouldContain("does not let services generate with it");
        // A machine of one's own has no rules of Civitai's.
        own.ShouldExit(0).Error.ShouldNotContain("Strict");
        var compiled = await Home.RunAsync([.. Form, "--compile", "--level", "pg"]);
        compiled.ShouldExit(0).Json.GetProperty("nsfwLevel").GetString().ShouldBe("pg");
        Orchestrator.PaidCount.ShouldBe(paid);
    }

    [Fact]
    public async Task The_most_mature_that_is_asked_for_goes_into_the_workflow()
    {
        var safe = await Home.RunAsync([.. Form, "--quote", "--level", "pg13", "--json"]);
        var open = await Home.RunAsync([.. Form, "--quote", "--level", "x", "--json"]);
        var wrong = await Home.RunAsync([.. Form, "--quote", "--level", "naughty"]);

        var told = safe.ShouldExit(0).Json;
        told.GetProperty("nsfwLevel").GetString().ShouldBe("pg13");
        told.GetProperty("allowMatureContent").GetBoolean().ShouldBeFalse();
        open.ShouldExit(0).Json.GetProperty("nsfwLevel").GetString().ShouldBe("x");
        wrong.ShouldExit(2).Error.ShouldContain("pg13");
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
}
