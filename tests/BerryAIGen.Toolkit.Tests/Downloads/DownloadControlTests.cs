using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Downloads;

/// <summary>What a person may do with a download, in whatever state it is.</summary>
public sealed class DownloadControlTests(LargeSandbox sandbox) : LargeDownloads(sandbox), IClassFixture<LargeSandbox>
{
    [Fact]
    public async Task A_paused_download_stands_still_keeps_its_bytes_and_goes_on_from_them()
    {
        Hold();
        var id = (await Server.PostAsync("/api/models/download", Large))["task_id"]!.ToString();
        await Server.UntilAsync(id, task => task["downloaded_size"]!.GetValue<long>() >= HeldAt);

        var paused = await Proven.ChangesAsync(
            "POST /api/models/download/{task}/pause",
            () => Server.PostAsync($"/api/models/download/{id}/pause"),
            async () => (await Server.GetAsync($"/api/models/download/{id}"))["status"]!.ToString().ShouldBe("paused")
        );
        var kept = Parts().Sum(part => part.Length);
        var again = await Server.FailAsync(
            HttpMethod.Post,
            $"/api/models/download/{id}/retry",
            HttpStatusCode.Conflict
        );
        Sandbox.Faults.Clear();
        Sandbox.Requests.Clear();
        await Proven.ChangesAsync(
            "POST /api/models/download/{task}/resume",
            async () =>
            {
                await Server.PostAsync($"/api/models/download/{id}/resume");
                return await Server.UntilAsync(id, "completed");
            },
            () => Directory.EnumerateFiles(Models, "*.safetensors", SearchOption.AllDirectories).ShouldHaveSingleItem()
        );
        var done = await Server.UntilAsync(id, "completed");

        paused["status"]!.ToString().ShouldBe("paused");
        kept.ShouldBeGreaterThanOrEqualTo(HeldAt);
        again["message"]!.ToString().ShouldContain("is paused");
        done["attempts"]!.GetValue<int>().ShouldBe(2);
        RangesAsked().Select(First).ShouldContain(first => first >= HeldAt);
        RangesAsked().ShouldNotContain("bytes=0-");
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("downloading")]
    [InlineData("paused")]
    [InlineData("failed")]
    public async Task Cancel_works_in_every_state_leaves_nothing_and_may_be_said_twice(string state)
    {
        var id = await BringToAsync(state);

        var byVerb = state is "pending" or "downloading";
        var cancelled = byVerb
            ? await Proven.ChangesAsync(
                "DELETE /api/models/download/{task}",
                () => EndedAsync(Server.DeleteAsync($"/api/models/download/{id}")),
                IsCancelledAsync
            )
            : await Proven.ChangesAsync(
                "POST /api/models/download/{task}/cancel",
                () => EndedAsync(Server.PostAsync($"/api/models/download/{id}/cancel")),
                IsCancelledAsync
            );
        var twice = await Server.PostAsync($"/api/models/download/{id}/cancel");

        if (byVerb)
            cancelled["message"]!.ToString().ShouldBe("Download cancelled successfully");
        cancelled["task_id"]!.ToString().ShouldBe(id);
        (await Server.UntilAsync(id, "cancelled"))["downloaded_size"]!.GetValue<long>().ShouldBe(0);
        twice["status"]!.ToString().ShouldBe("cancelled");
        if (state != "pending")
            Parts().ShouldBeEmpty();
        (await Server.GetAsync($"/api/models/{twice["model_id"]}"))["status"]!.ToString().ShouldBe("available");

        async Task<JsonNode> EndedAsync(Task<JsonNode> cancelling)
        {
            var answer = await cancelling;
            await Server.UntilAsync(id, "cancelled");
            return answer;
        }

        async Task IsCancelledAsync() =>
            (await Server.GetAsync($"/api/models/download/{id}"))["status"]!.ToString().ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_failed_download_says_why_keeps_what_came_and_is_retried()
    {
        var id = await BringToAsync("failed");
        var failed = await Server.GetAsync($"/api/models/download/{id}");
        var kept = Parts().Sum(part => part.Length);
        Sandbox.Faults.Clear();

        await Proven.ChangesAsync(
            "POST /api/models/download/{task}/retry",
            async () =>
            {
                await Server.PostAsync($"/api/models/download/{id}/retry");
                return await Server.UntilAsync(id, "completed");
            },
            () => Directory.EnumerateFiles(Models, "*.safetensors", SearchOption.AllDirectories).ShouldHaveSingleItem()
        );

        failed["error_message"]!.ToString().ShouldNotBeEmpty();
        failed["error"]!["code"]!.ToString().ShouldBe("not_found");
        failed["error"]!["details"]!["model_id"]!.ToString().ShouldBe(failed["model_id"]!.ToString());
        kept.ShouldBeGreaterThan(0);
        var over = await Server.FailAsync(HttpMethod.Delete, $"/api/models/download/{id}", HttpStatusCode.Conflict);
        over["message"]!.ToString().ShouldContain("is completed");
    }

    private async Task<string> BringToAsync(string state)
    {
        if (state == "pending")
        {
            // Another one has the only place.
            Sandbox.Faults.Add(new Fault { Host = "storage", StallAfter = 1_000 });
            var other = await Server.PostAsync("/api/models/download", new JsonObject { ["reference"] = "257749" });
            await Server.UntilAsync(other["task_id"]!.ToString(), "downloading");
        }
        else if (state == "failed")
        {
            Sandbox.Faults.Add(
                new Fault
                {
                    Host = "storage",
                    CutAfter = HeldAt,
                    // The plan asks once, the transfer comes second.
                    Times = 2,
                }
            );
            Sandbox.Faults.Add(new Fault { Host = "storage", Status = 410 });
        }
        else
        {
            Hold();
        }

        var id = (await Server.PostAsync("/api/models/download", Large))["task_id"]!.ToString();
        if (state == "pending")
            (await Server.GetAsync($"/api/models/download/{id}"))["queue_position"]!.GetValue<int>().ShouldBe(1);
        if (state is "pending" or "failed")
        {
            await Server.UntilAsync(id, state);
            return id;
        }

        await Server.UntilAsync(id, task => task["downloaded_size"]!.GetValue<long>() >= HeldAt);
        if (state == "paused")
            await Server.PostAsync($"/api/models/download/{id}/pause");
        return id;
    }

    private static long First(string range) =>
        range.Length == 0 ? 0 : long.Parse(range["bytes=".Length..].Split('-')[0]);

    private IEnumerable<string> RangesAsked() =>
        Sandbox.Requests.All.Where(request => request.Host == "storage").Select(request => request.Range ?? "");
}
