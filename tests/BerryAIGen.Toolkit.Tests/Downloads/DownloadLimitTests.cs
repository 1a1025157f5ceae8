using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Faults;

namespace BerryAIGen.Toolkit.Tests.Downloads;

/// <summary>A download that takes too long ends, wherever it stands.</summary>
public sealed class DownloadLimitTests(LargeSandbox sandbox) : LargeDownloads(sandbox), IClassFixture<LargeSandbox>
{
    protected override (string Name, string Value)[] Variables => [("DOWNLOAD_TIMEOUT", "2")];

    [Fact]
    public async Task One_that_takes_longer_than_it_may_fails_and_says_so_in_transfer_and_while_it_is_planned()
    {
        Hold();
        var moving = (await Server.PostAsync("/api/models/download", Large))["task_id"]!.ToString();
        // Planned with the request; when its turn comes it is planned again, and nobody answers any more.
        var waiting = (await Server.PostAsync("/api/models/download", new JsonObject { ["reference"] = "257749" }))[
            "task_id"
        ]!.ToString();
        Sandbox.Faults.Add(new Fault { Host = "civitai", StallAfter = 0 });
        Sandbox.Requests.Clear();

        foreach (var id in (string[])[moving, waiting])
        {
            var failed = await Server.UntilAsync(id, "failed");

            failed["error"]!["code"]!.ToString().ShouldBe("network");
            failed["error"]!["retryable"]!.GetValue<bool>().ShouldBeTrue();
            failed["error_message"]!.ToString().ShouldContain("longer than 2 seconds");
            failed["error_message"]!.ToString().ShouldContain("DOWNLOAD_TIMEOUT");
        }

        Sandbox.Requests.All.ShouldContain(request => request.Host == "civitai");
    }
}
