using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests.Submissions;

/// <summary>An orchestrator that is too busy, down, or not there costs nobody anything twice.</summary>
public sealed class SilentOrchestratorTests(SandboxFixture sandbox)
    : SubmissionTest(sandbox),
        IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData(429, "", 0, "2")]
    [InlineData(503, "", 0, "2")]
    [InlineData(500, "", 0, null)]
    [InlineData(200, "", 0, null)]
    [InlineData(null, null, 0, null)]
    [InlineData(null, null, 5, null)]
    public async Task The_same_line_with_the_name_that_the_error_tells_is_the_same_workflow_paid_once(
        int? status,
        string? body,
        long cutAfter,
        string? pause
    )
    {
        var paid = Orchestrator.PaidCount;
        Sandbox.Server.Faults.Add(
            new Fault
            {
                Host = "orchestrator",
                Method = "POST",
                Path = Submits,
                Status = status,
                Body = body,
                RetryAfter = pause,
                CutAfter = status is null ? cutAfter : null,
            }
        );

        var run = await Home.RunAsync([.. Form, "--json"]);
        Sandbox.Server.Faults.Clear();
        var error = run.ShouldExit(7).Json.GetProperty("error");
        var name = error.GetProperty("details").GetProperty("external_id").GetString()!;
        var again = await Home.RunAsync([.. Form, "--json", "--external-id", name]);

        error.GetProperty("code").GetString().ShouldBe("network");
        error.GetProperty("message").GetString()!.ShouldNotContain("\n");
        if (pause is not null)
            error.GetProperty("details").GetProperty("retry_after_seconds").GetString().ShouldBe(pause);
        again.ShouldExit(0);
        Orchestrator.PaidCount.ShouldBe(paid + 1);
    }

    [Fact]
    public async Task What_was_submitted_is_answered_from_what_was_written_down_while_nobody_answers()
    {
        var paid = Orchestrator.PaidCount;
        var first = await Home.RunAsync([.. Form, "--json", "--external-id", "fox-7"]);
        Sandbox.Server.Faults.Add(new Fault { Status = 503, RetryAfter = "600" });

        var again = await Home.RunAsync([.. Form, "--json", "--external-id", "fox-7"]);
        var other = await Home.RunAsync([.. Form, "--json", "--external-id", "fox-8"]);
        Sandbox.Server.Faults.Clear();

        var id = first.ShouldExit(0).Json.GetProperty("id").GetString()!;
        again.ShouldExit(0).Json.GetProperty("id").GetString().ShouldBe(id);
        again.Error.ShouldContain($"as the workflow {id}, and is not paid again.");
        var message = other.ShouldExit(7).Json.GetProperty("error").GetProperty("message").GetString()!;
        message.ShouldContain("That fox-8 was submitted is not written down here");
        message.ShouldNotContain("\n");
        Orchestrator.PaidCount.ShouldBe(paid + 1);
        // Nothing of the form is written down with it.
        var kept = Directory.GetFiles(Home.Folder, "fox-7.json", SearchOption.AllDirectories).ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken)).ShouldNotContain("prompt");
    }

    [Fact]
    public async Task Nobody_at_its_address_is_told_with_the_address()
    {
        // Nothing listens there, and nothing may.
        Home.Variables["BERRY_ORCHESTRATOR_URL"] = "http://127.0.0.1:1/";

        var run = await Home.RunAsync([.. Form, "--json"]);

        var message = run.ShouldExit(7).Json.GetProperty("error").GetProperty("message").GetString();
        message.ShouldNotBeNull().ShouldContain("127.0.0.1");
        message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task Too_little_Buzz_pays_nothing_and_the_same_line_pays_once_there_is_enough()
    {
        var paid = Orchestrator.PaidCount;
        Orchestrator.SetBalance("sandbox-key", 0);

        var refused = await Home.RunAsync([.. Form, "--json", "--external-id", "poor-1"]);
        Orchestrator.SetBalance("sandbox-key", 100_000);
        var bought = await Home.RunAsync([.. Form, "--json", "--external-id", "poor-1"]);

        var error = refused.ShouldExit(1).Json.GetProperty("error");
        error.GetProperty("details").GetProperty("reason").GetString().ShouldBe("insufficient_buzz");
        bought.ShouldExit(0);
        Orchestrator.PaidCount.ShouldBe(paid + 1);
    }
}
