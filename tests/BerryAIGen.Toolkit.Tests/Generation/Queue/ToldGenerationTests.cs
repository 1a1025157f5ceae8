using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;

namespace BerryAIGen.Toolkit.Tests.Generation.Queue;

/// <summary>Webhooks and notifications tell how a generation stands, and never what it is of.</summary>
public sealed class ToldGenerationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_is_told_of_what_began_what_is_done_and_what_failed_without_a_word_of_the_prompt()
    {
        const string prompt = "a heron nobody knows of";
        await using var receiver = await ScriptedServer.StartAsync();
        receiver.On("/hook", ScriptedAnswer.Text("thanks"));
        await using var story = await GeneratingToolkit.StartAsync();
        await story.Server.PostAsync(
            "/api/webhooks",
            new JsonObject { ["url"] = receiver.At("/hook").AbsoluteUri, ["events"] = new JsonArray("generation.*") }
        );

        var done = await story.GenerateAsync(GeneratingToolkit.Form(prompt));
        story.Orchestrator.Script(new JobOutcome { Kind = "blocked", BlockedReason = "minor" });
        var failed = await story.GenerateAsync(GeneratingToolkit.Form(prompt));
        await Eventually.TrueAsync(() => Told(failed).Contains("generation.failed"), Stop);
        await Eventually.TrueAsync(() => Told(done).Contains("generation.completed"), Stop);

        Told(done).ShouldBe(["generation.queued", "generation.running", "generation.completed"], ignoreOrder: true);
        Told(failed).ShouldBe(["generation.queued", "generation.running", "generation.failed"], ignoreOrder: true);
        receiver.Requests.ShouldAllBe(told => !told.Body.Contains("heron") && !told.Body.Contains("minor"));

        string[] Told(JsonNode row) =>
            [
                .. receiver
                    .Requests.Select(told => JsonNode.Parse(told.Body)!)
                    .Where(told => told["data"]!["id"]!.ToString() == row["id"]!.ToString())
                    .Select(told => told["type"]!.ToString()),
            ];
    }

    [Fact]
    public async Task One_that_failed_is_notified_and_only_the_generation_says_why()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Orchestrator.Script(new JobOutcome { Kind = "blocked", BlockedReason = "minor" });

        var failed = await story.GenerateAsync(GeneratingToolkit.Form("a heron nobody knows of"));

        var notes = await story.Server.GetAsync("/api/notifications");
        var note = notes["notifications"]![0]!;
        note["kind"]!.ToString().ShouldBe("generation_failed");
        note["details"]!["generation_id"]!.ToString().ShouldBe(failed["id"]!.ToString());
        note.ToJsonString().ShouldNotContain("heron");
        note.ToJsonString().ShouldNotContain("minor");
        failed["error"]!["message"]!.ToString().ShouldContain("minor");
    }
}
