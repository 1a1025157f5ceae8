using System.Text.Json.Nodes;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>An orchestrator that knows where the server is reached tells it, and the server need not ask.</summary>
public sealed class CallbackTests
{
    private const string Callbacks = "/api/generation/callbacks/";

    [Fact]
    public async Task What_the_orchestrator_tells_at_the_public_address_ends_the_waiting()
    {
        await using var address = await PublicAddress.StartAsync();
        await using var story = await GeneratingToolkit.StartAsync(("BERRY_PUBLIC_URL", address.Url.ToString()));
        address.LeadTo(story.Server);
        // Six steps, each of which is told when it begins and when it ends.
        Directory.CreateDirectory(Path.Combine(story.Settings, "wildcards"));
        File.WriteAllLines(Path.Combine(story.Settings, "wildcards", "birds.txt"), ["a", "b", "c", "d", "e", "f"]);
        var form = GeneratingToolkit.Form("a #birds");
        form["snippets"] = new JsonObject { ["mode"] = "batch" };
        story.Orchestrator.StageTime = TimeSpan.FromMilliseconds(500);

        var done = await story.GenerateAsync(form);

        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        done["outputs"]!.AsArray().Count.ShouldBe(6);
        var path = Callbacks + await story.TokenAsync(done);
        address.Sent.ShouldNotBeEmpty();
        address.Sent.ShouldAllBe(sent => sent.Path == path && sent.Status == 204);
        // Whom nobody tells asks for the sixth time after a minute and a half, and this took twelve seconds.
        story
            .Sandbox.Server.Requests.To("orchestrator")
            .Count(request =>
                request.Method == "GET" && request.Path.EndsWith($"/{done["workflow_id"]}", StringComparison.Ordinal)
            )
            .ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public async Task A_token_that_somebody_made_up_is_refused_and_nothing_is_written_down()
    {
        await using var address = await PublicAddress.StartAsync();
        await using var story = await GeneratingToolkit.StartAsync(("BERRY_PUBLIC_URL", address.Url.ToString()));
        story.Orchestrator.HoldBefore = "processing";
        var row = await story.UntilAsync(await story.SubmitAsync(), now => now["workflow_id"] is not null);
        address.LeadTo(story.Server);
        var token = await story.TokenAsync(row);
        var forged = token[..^1] + (token[^1] == '0' ? '1' : '0');
        using var http = new HttpClient();
        using var told = new StringContent(
            $$"""{"$type":"workflow","workflowId":"{{row["workflow_id"]}}","status":"failed","timestamp":"2026-11-22T10:00:00Z"}""",
            null,
            "application/json"
        );

        using var answer = await http.PostAsync(
            new Uri($"{address.Url}{Callbacks}{forged}"),
            told,
            TestContext.Current.CancellationToken
        );

        ((int)answer.StatusCode).ShouldBe(404);
        story.Orchestrator.HoldBefore = null;
        (await story.EndAsync(row))["state"]!.ToString().ShouldBe("completed");
        address.Sent.Count(sent => sent.Status != 204).ShouldBe(1);
    }
}
