using BerryAIGen.Sandbox.Faults;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>Whatever an orchestrator answers to a submit, its owner is told the reason, and another try gets it, paid once.</summary>
public sealed class OrchestratorFailureTests
{
    private const string Problem = "application/problem+json";

    private static readonly Fault Wrong = new()
    {
        Status = 400,
        ContentType = Problem,
        Body =
            """{"title":"One or more validation errors occurred.","status":400,"errors":{"steps[0].input.width":["too wide"]}}""",
    };

    public static TheoryData<Fault, string, string> Answers =>
        new()
        {
            { Wrong, "usage", "steps[0].input.width" },
            {
                new()
                {
                    Status = 401,
                    ContentType = Problem,
                    Body = """{"title":"Unauthorized","status":401}""",
                },
                "auth",
                "wants another key"
            },
            {
                new()
                {
                    Status = 403,
                    ContentType = "text/plain",
                    Body = "Your prompt was blocked: minor",
                },
                "policy",
                "the content is blocked"
            },
            {
                new()
                {
                    Status = 409,
                    ContentType = Problem,
                    Body = """{"title":"Conflict","status":409}""",
                },
                "conflict",
                "onflict"
            },
            {
                new() { Status = 429, RetryAfter = "2" },
                "network",
                "\"retry_after_seconds\":\"2\""
            },
            {
                new()
                {
                    Status = 503,
                    RetryAfter = "2",
                    Body = "",
                },
                "network",
                "\"retry_after_seconds\":\"2\""
            },
            {
                new() { Status = 500, Body = "" },
                "network",
                "external_id"
            },
            {
                new()
                {
                    Status = 200,
                    ContentType = "text/html",
                    Body = "<!DOCTYPE html><html><body>Down</body></html>",
                },
                "network",
                "external_id"
            },
            {
                new() { CutAfter = 0 },
                "network",
                "external_id"
            },
        };

    /// <summary>The one of the answers with this status.</summary>
    internal static Fault Refusal(int status) =>
        Answers.Select(row => row.Data.Item1).First(answer => answer.Status == status);

    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public async Task What_it_answers_is_told_on_the_generation_and_another_try_pays_once(
        Fault answer,
        string code,
        string words
    )
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.SpoilSubmits(answer);

        var failed = await story.GenerateAsync();

        failed["state"]!.ToString().ShouldBe("failed", failed.ToJsonString());
        var error = failed["error"]!;
        error["code"]!.ToString().ShouldBe(code, error.ToJsonString());
        error.ToJsonString().ShouldContain(words);
        error["message"]!.ToString().ShouldNotContain('\n');
        error["message"]!.ToString().ShouldNotContain("<");
        story.Files().ShouldBeEmpty();
        story.Sandbox.Server.Faults.Clear();
        await story.Server.PostAsync($"/api/generation/queue/{failed["id"]}/retry");
        var done = await story.EndAsync(failed);

        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        done["error"].ShouldBeNull();
        story.Orchestrator.PaidCount.ShouldBe(1);
        story.Files().Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_field_that_it_does_not_accept_is_named()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.SpoilSubmits(Wrong);

        var failed = await story.GenerateAsync();

        failed["error"]!["details"]!["field"]!.ToString().ShouldBe("steps[0].input.width");
        failed["error"]!["message"]!.ToString().ShouldContain("Nothing was charged");
        story.Orchestrator.PaidCount.ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_at_its_address_is_told_with_the_address()
    {
        // Nothing listens there, and nothing may.
        await using var story = await GeneratingToolkit.StartAsync(("BERRY_ORCHESTRATOR_URL", "http://127.0.0.1:1/"));

        var failed = await story.GenerateAsync();

        failed["error"]!["code"]!.ToString().ShouldBe("network", failed.ToJsonString());
        failed["error"]!["message"]!.ToString().ShouldContain("127.0.0.1");
        failed["error"]!["is_retryable"]?.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_key_it_is_said_which_one_and_a_server_that_has_it_goes_on()
    {
        await using var story = await GeneratingToolkit.StartAsync(("CIVITAI_API_KEY", ""));

        var failed = await story.GenerateAsync();

        failed["error"]!["code"]!.ToString().ShouldBe("auth", failed.ToJsonString());
        failed["error"]!.ToJsonString().ShouldContain("BERRY_ORCHESTRATOR_KEY");
        await story.Server.KillAsync();
        await story.RestartAsync(("CIVITAI_API_KEY", "sandbox-key"));
        await story.Server.PostAsync($"/api/generation/queue/{failed["id"]}/retry");
        (await story.EndAsync(failed))["state"]!.ToString().ShouldBe("completed");
        story.Orchestrator.PaidCount.ShouldBe(1);
    }
}
