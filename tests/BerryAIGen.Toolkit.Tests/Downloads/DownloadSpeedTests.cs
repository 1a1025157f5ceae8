using System.Net;
using System.Text.Json.Nodes;

namespace BerryAIGen.Toolkit.Tests.Downloads;

/// <summary>How fast and how many at once, as a person says it while the server runs.</summary>
public sealed class DownloadSpeedTests(LargeSandbox sandbox) : LargeDownloads(sandbox), IClassFixture<LargeSandbox>
{
    private const string Path = "/api/settings/network";

    [Fact]
    public async Task A_limit_of_speed_holds_those_that_begin_and_is_lifted_for_those_that_run()
    {
        var set = await SetAsync("""{"bytes_per_second":1024}""");
        var id = (await Server.PostAsync("/api/models/download", Large))["task_id"]!.ToString();
        await Server.UntilAsync(id, task => task["downloaded_size"]!.GetValue<long>() > 0);
        // By that rate it would take an hour and a half.
        await Server.UntilAsync(id, task => task["bytes_per_second"] is not null);
        var held = await Server.GetAsync($"/api/models/download/{id}");

        var lifted = await SetAsync("""{"bytes_per_second":null}""");
        await Server.UntilAsync(id, "completed");

        set["bytes_per_second"]!.GetValue<long>().ShouldBe(1024);
        set["in_force"]!["bytes_per_second"]!.GetValue<long>().ShouldBe(1024);
        held["status"]!.ToString().ShouldBe("downloading");
        held["downloaded_size"]!.GetValue<long>().ShouldBeLessThan(LargeSandbox.LargeFileBytes);
        lifted["bytes_per_second"].ShouldBeNull();
        lifted["in_force"]!["bytes_per_second"].ShouldBeNull();
    }

    [Fact]
    public async Task More_run_at_once_as_soon_as_it_is_said_and_after_a_new_start()
    {
        Hold();
        var first = (await Server.PostAsync("/api/models/download", Large))["task_id"]!.ToString();
        await Server.UntilAsync(first, "downloading");
        var second = await BeginAsync("257749");
        (await Server.GetAsync($"/api/models/download/{second}"))["status"]!.ToString().ShouldBe("pending");

        var set = await SetAsync("""{"at_once":2}""");
        await Server.UntilAsync(second, "completed");
        // The other limit stays when one is named.
        await SetAsync("""{"bytes_per_second":100000000}""");
        await RestartAsync();
        await Server.UntilAsync(first, "downloading");
        await Server.UntilAsync(await BeginAsync("82098"), "completed");
        var kept = (await Server.GetAsync(Path))["downloads"]!;
        var back = await SetAsync("""{"at_once":null,"bytes_per_second":null}""");
        var third = await BeginAsync("128713");
        await Server.PostAsync($"/api/models/download/{first}/cancel");
        var over = await Server.UntilAsync(first, "cancelled");
        var after = await Server.UntilAsync(third, "completed");

        (set["at_once"]!.GetValue<int>(), InForce(set), Configured(set)).ShouldBe((2, 2, 1));
        (InForce(kept), kept["bytes_per_second"]!.GetValue<long>()).ShouldBe((2, 100_000_000));
        back["at_once"].ShouldBeNull();
        InForce(back).ShouldBe(1);
        // There is one place again, and that was taken until then.
        after["start_time"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(over["updated_at"]!.GetValue<double>());
    }

    [Theory]
    [InlineData("""{"bytes_per_second":5}""", "downloads.bytes_per_second is 1024 or more")]
    [InlineData("""{"bytes_per_second":"fast"}""", "bytes_per_second")]
    [InlineData("""{"at_once":0}""", "downloads.at_once is 1 to 16")]
    [InlineData("""{"at_once":17}""", "not 17")]
    [InlineData("""{"speed":1}""", "speed")]
    [InlineData("true", "downloads")]
    public async Task A_limit_that_makes_no_sense_is_told_and_changes_nothing(string downloads, string message)
    {
        var (status, error) = await Server.SendAsync("PUT", Path, $$"""{"downloads":{{downloads}}}""");

        ((HttpStatusCode)status).ShouldBe(HttpStatusCode.BadRequest);
        error["error"]!["message"]!.ToString().ShouldContain(message);
        var now = (await Server.GetAsync(Path))["downloads"]!;
        now["at_once"].ShouldBeNull();
        now["bytes_per_second"].ShouldBeNull();
    }

    private static int InForce(JsonNode downloads) => downloads["in_force"]!["at_once"]!.GetValue<int>();

    private static int Configured(JsonNode downloads) => downloads["configured"]!["at_once"]!.GetValue<int>();

    private async Task<string> BeginAsync(string reference) =>
        (await Server.PostAsync("/api/models/download", new JsonObject { ["reference"] = reference }))[
            "task_id"
        ]!.ToString();

    private async Task<JsonNode> SetAsync(string downloads)
    {
        var (status, body) = await Server.SendAsync("PUT", Path, $$"""{"downloads":{{downloads}}}""");
        status.ShouldBe(200, body.ToJsonString());
        return body["downloads"]!;
    }
}
