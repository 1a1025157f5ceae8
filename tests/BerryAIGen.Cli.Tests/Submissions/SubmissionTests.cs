using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests.Submissions;

/// <summary>Forms are priced, submitted and waited for, and nothing is paid twice.</summary>
public sealed class SubmissionTests(SandboxFixture sandbox) : SubmissionTest(sandbox), IClassFixture<SandboxFixture>
{
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
