using System.Text.Json.Nodes;
using BerryAIGen.Database.Events;
using BerryAIGen.Sandbox.Faults;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Toolkit.Tests.Downloads;

/// <summary>Where a download stands on its way, and where one stood that came no farther.</summary>
public sealed class DownloadStageTests(LargeSandbox sandbox) : LargeDownloads(sandbox), IClassFixture<LargeSandbox>
{
    [Fact]
    public async Task The_stage_is_told_while_it_runs_in_its_events_and_after_a_pause_and_a_new_start()
    {
        Hold();
        var id = (await Server.PostAsync("/api/models/download", Large))["task_id"]!.ToString();

        var running = await Server.UntilAsync(id, task => task["downloaded_size"]!.GetValue<long>() >= HeldAt);
        var told = await ProgressAsync(id);
        await Server.PostAsync($"/api/models/download/{id}/pause");
        await RestartAsync();
        var paused = await Server.GetAsync($"/api/models/download/{id}");
        Sandbox.Faults.Clear();
        await Server.PostAsync($"/api/models/download/{id}/resume");
        var completed = await Server.UntilAsync(id, "completed");

        (running["status"]!.ToString(), running["stage"]!.ToString()).ShouldBe(("downloading", "transfer"));
        running["files"]![0]!["stage"]!.ToString().ShouldBe("transfer");
        told.ShouldContain("transfer");
        (paused["status"]!.ToString(), paused["stage"]!.ToString()).ShouldBe(("paused", "transfer"));
        completed["stage"].ShouldBeNull();
        completed["files"]![0]!["stage"].ShouldBeNull();
    }

    [Fact]
    public async Task One_that_failed_says_at_which_stage_and_says_it_no_more_once_it_is_retried()
    {
        Sandbox.Faults.Add(new Fault { Host = "storage", WrongByteAt = 5_000 });
        var id = (await Server.PostAsync("/api/models/download", new JsonObject { ["reference"] = "82098" }))[
            "task_id"
        ]!.ToString();

        var failed = await Server.UntilAsync(id, "failed");
        Sandbox.Faults.Clear();
        await Server.PostAsync($"/api/models/download/{id}/retry");
        var completed = await Server.UntilAsync(id, "completed");

        failed["stage"]!.ToString().ShouldBe("verify");
        completed["stage"].ShouldBeNull();
    }

    private async Task<string?[]> ProgressAsync(string id)
    {
        List<string> bodies = [];
        await Server.WithDatabaseAsync(async database =>
        {
            await using var context = database.CreateContext();
            bodies = await context
                .Events.Where(one => one.Kind == EventLog.Progress && one.Subject == id)
                .Select(one => one.Body)
                .ToListAsync(TestContext.Current.CancellationToken);
        });
        return [.. bodies.Select(body => JsonNode.Parse(body)!["stage"]?.ToString())];
    }
}
