using System.Text.Json;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

public sealed class CivitaiTests(SandboxFixture sandbox) : SandboxTest(sandbox), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task Search_prints_one_line_per_model_where_nobody_looks()
    {
        var run = await Home.RunAsync("civitai", "search", "--limit", "5");

        run.ShouldExit(0).Output.TrimEnd().Split('\n').Length.ShouldBe(5);
        run.Output.TrimEnd().Split('\n').ShouldAllBe(line => line.Split('\t').Length == 6);
    }

    [Fact]
    public async Task Limit_is_the_total_and_pages_are_followed()
    {
        var found = (await Home.RunAsync("civitai", "search", "--limit", "130", "--json")).ShouldExit(0).Json;

        var ids = found.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("id").GetInt32()).ToList();
        ids.Count.ShouldBe(130);
        ids.Distinct().Count().ShouldBe(130);
    }

    [Fact]
    public async Task The_cursor_of_an_answer_leads_on_without_a_gap()
    {
        var all = Ids((await Home.RunAsync("civitai", "search", "--limit", "9", "--json")).ShouldExit(0).Json);
        var first = (await Home.RunAsync("civitai", "search", "--limit", "4", "--json")).ShouldExit(0).Json;
        var cursor = first.GetProperty("metadata").GetProperty("nextCursor").ToString();

        var second = await Home.RunAsync("civitai", "search", "--limit", "5", "--cursor", cursor, "--json");

        Ids(first).Concat(Ids(second.ShouldExit(0).Json)).ShouldBe(all);
    }

    [Fact]
    public async Task A_model_is_printed_as_civitai_sent_it()
    {
        var model = (await Home.RunAsync("civitai", "model", "257749", "--json")).ShouldExit(0).Json;

        using var http = new HttpClient { BaseAddress = Sandbox.Server.CivitaiUrl };
        var sent = await http.GetStringAsync("api/v1/models/257749", TestContext.Current.CancellationToken);
        JsonElement.DeepEquals(model, JsonDocument.Parse(sent).RootElement).ShouldBeTrue();
    }

    [Theory]
    [InlineData("version", "290640")]
    [InlineData("images", "--limit", "3")]
    [InlineData("creators", "--limit", "3")]
    [InlineData("tags", "--limit", "3")]
    [InlineData("enums")]
    public async Task Every_noun_answers_for_people_and_for_programs(params string[] noun)
    {
        var text = await Home.RunAsync(["civitai", .. noun]);
        var json = await Home.RunAsync(["civitai", .. noun, "--json"]);

        text.ShouldExit(0).Output.ShouldNotBeEmpty();
        json.ShouldExit(0).Json.ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Theory]
    [InlineData(404, 3, false)]
    [InlineData(401, 4, false)]
    [InlineData(403, 4, false)]
    [InlineData(400, 1, false)]
    [InlineData(429, 1, true)]
    [InlineData(503, 7, true)]
    public async Task A_refusal_has_its_exit_code_and_says_whether_to_try_again(
        int status,
        int exitCode,
        bool isRetryable
    )
    {
        Sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/model-versions/*", Status = status });

        var error = Error(await Home.RunAsync("civitai", "version", "290640", "--json"), exitCode);

        error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        error.GetProperty("retryable").GetBoolean().ShouldBe(isRetryable);
    }

    [Theory]
    [InlineData(429, 1)]
    [InlineData(503, 7)]
    public async Task The_pause_that_civitai_asks_for_is_told_to_programs_and_people(int status, int exitCode)
    {
        Sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/api/v1/model-versions/*",
                Status = status,
                RetryAfter = "3600",
            }
        );

        var run = await Home.RunAsync("civitai", "version", "290640", "--json");

        Error(run, exitCode).GetProperty("details").GetProperty("retry_after_seconds").GetString().ShouldBe("3600");
        run.Error.ShouldContain("Try again in 3600 seconds.");
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_may_be_asked_for_again()
    {
        Sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/api/v1/model-versions/*",
                Status = 200,
                Body = "{\"id\":",
            }
        );

        var run = await Home.RunAsync("civitai", "version", "290640", "--json");

        Error(run, 1).GetProperty("retryable").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_5_MB_error_is_told_in_one_short_sentence()
    {
        Sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/models*", Canned = CannedAnswer.HugeError });

        var run = await Home.RunAsync("civitai", "model", "257749");

        run.ShouldExit(7).Error.Length.ShouldBeLessThan(1000);
    }

    [Fact]
    public async Task The_maintenance_page_is_no_answer()
    {
        Sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/models*", Canned = CannedAnswer.MaintenancePage });

        (await Home.RunAsync("civitai", "model", "257749")).ShouldExit(7);
    }

    [Fact]
    public async Task An_unknown_model_is_named()
    {
        var run = await Home.RunAsync("civitai", "model", "2147483647");

        run.ShouldExit(3).Error.ShouldContain("2147483647");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("2147483648")]
    [InlineData("abc")]
    public async Task An_id_that_is_no_positive_32_bit_number_is_refused_before_any_request(string id)
    {
        var before = Sandbox.Server.Requests.All.Count;

        var run = await Home.RunAsync("civitai", "model", id);

        run.ShouldExit(2).Error.ShouldContain(id);
        Sandbox.Server.Requests.All.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_dead_network_exits_7_within_the_time_limit()
    {
        Home.Variables["BERRY_CIVITAI_URL"] = "http://127.0.0.1:9";

        var run = await Home.RunAsync("civitai", "search", "--query", "anime", "--json");

        run.ShouldExit(7).Json.GetProperty("error").GetProperty("type").GetString().ShouldBe("NetworkError");
    }

    [Fact]
    public async Task Favourites_need_a_key_and_a_flag_comes_before_the_environment()
    {
        var without = await Home.RunAsync("civitai", "search", "--favorites");
        Home.Variables["CIVITAI_API_KEY"] = "wrong";
        var withFlag = await Home.RunAsync("civitai", "search", "--favorites", "--api-key", "sandbox-key");

        without.ShouldExit(4);
        withFlag.ShouldExit(0);
        Sandbox.Server.Requests.All[^1].HasAuthorization.ShouldBeTrue();
    }

    private static JsonElement Error(BerryRun run, int exitCode) => run.ShouldExit(exitCode).Json.GetProperty("error");

    private static List<int> Ids(JsonElement found) =>
        [.. found.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("id").GetInt32())];
}
