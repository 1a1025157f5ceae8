using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Toolkit.Tests.Driven;

namespace BerryAIGen.Toolkit.Tests.Downloads;

/// <summary>Those that wait for the only place, in the order that a person gives them.</summary>
public sealed class DownloadMoveTests(LargeSandbox sandbox) : LargeDownloads(sandbox), IClassFixture<LargeSandbox>
{
    [Fact]
    public async Task What_is_moved_is_told_so_and_runs_in_its_new_turn()
    {
        var (running, waiting) = await QueueAsync("257749", "82098", "128713");
        (await OrderAsync()).ShouldBe(waiting);

        var moved = await Proven.ChangesAsync(
            "POST /api/models/download/{task}/move",
            () => MoveAsync(waiting[2], 1),
            async () => (await OrderAsync())[0].ShouldBe(waiting[2])
        );
        // Farther than there are places is the last.
        var last = await MoveAsync(waiting[0], 99);
        string[] wanted = [waiting[2], waiting[1], waiting[0]];
        var order = await OrderAsync();
        await Server.PostAsync($"/api/models/download/{running}/cancel");
        List<double> starts = [];
        foreach (var id in wanted)
            starts.Add((await Server.UntilAsync(id, "completed"))["start_time"]!.GetValue<double>());

        moved["queue_position"]!.GetValue<int>().ShouldBe(1);
        last["queue_position"]!.GetValue<int>().ShouldBe(3);
        order.ShouldBe(wanted);
        starts.ShouldBe(starts.Order());
        starts.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_new_start_keeps_the_order()
    {
        var (_, waiting) = await QueueAsync("257749", "82098");
        await MoveAsync(waiting[1], 1);
        Sandbox.Faults.Clear();

        await RestartAsync();
        var (first, second) = (
            await Server.UntilAsync(waiting[1], "completed"),
            await Server.UntilAsync(waiting[0], "completed")
        );

        first["start_time"]!.GetValue<double>().ShouldBeLessThan(second["start_time"]!.GetValue<double>());
    }

    [Fact]
    public async Task What_cannot_be_moved_says_why()
    {
        var (running, waiting) = await QueueAsync("257749");

        var nowhere = await RefusedAsync(waiting[0], HttpStatusCode.BadRequest, 0);
        var begun = await RefusedAsync(running, HttpStatusCode.Conflict, 1);
        var unknown = await RefusedAsync("nobody", HttpStatusCode.NotFound, 1);
        var word = await Server.FailAsync(
            HttpMethod.Post,
            $"/api/models/download/{waiting[0]}/move",
            HttpStatusCode.BadRequest,
            new JsonObject { ["position"] = "first" }
        );
        await Server.PostAsync($"/api/models/download/{waiting[0]}/pause");
        var paused = await RefusedAsync(waiting[0], HttpStatusCode.Conflict, 1);

        nowhere.ShouldBe("position is 1, which is next, or more, not 0.");
        begun.ShouldBe(
            $"The download {running} is downloading and cannot be moved; only one that waits has a place in the queue."
        );
        unknown.ShouldBe("There is no download nobody.");
        word["message"]!.ToString().ShouldContain("position");
        paused.ShouldContain("is paused and cannot be moved");
    }

    // One that stands still in the only place, and others behind it.
    private async Task<(string Running, string[] Waiting)> QueueAsync(params string[] references)
    {
        Hold();
        var running = (await Server.PostAsync("/api/models/download", Large))["task_id"]!.ToString();
        await Server.UntilAsync(running, task => task["downloaded_size"]!.GetValue<long>() >= HeldAt);
        List<string> waiting = [];
        foreach (var reference in references)
            waiting.Add(
                (await Server.PostAsync("/api/models/download", new JsonObject { ["reference"] = reference }))[
                    "task_id"
                ]!.ToString()
            );
        return (running, [.. waiting]);
    }

    private async Task<string[]> OrderAsync() =>
        [
            .. (await Server.GetAsync("/api/models/downloads?status=pending"))["downloads"]!
                .AsArray()
                .OrderBy(task => task!["queue_position"]!.GetValue<int>())
                .Select(task => task!["task_id"]!.ToString()),
        ];

    private Task<JsonNode> MoveAsync(string id, int position) =>
        Server.PostAsync($"/api/models/download/{id}/move", new JsonObject { ["position"] = position });

    private async Task<string> RefusedAsync(string id, HttpStatusCode status, int position) =>
        (
            await Server.FailAsync(
                HttpMethod.Post,
                $"/api/models/download/{id}/move",
                status,
                new JsonObject { ["position"] = position }
            )
        )["message"]!.ToString();
}
