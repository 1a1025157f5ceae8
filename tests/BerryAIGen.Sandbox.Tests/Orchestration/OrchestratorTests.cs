using System.Net;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.Orchestration;

/// <summary>The orchestrator as the wire shows it: its traps and its refusals, which a good client never meets.</summary>
public sealed class OrchestratorTests : IAsyncLifetime
{
    private const string Key = "sandbox-key";
    private const string Echo = """{"steps":[{"$type":"echo","input":{"message":"hi","unknownMember":1}}]}""";

    private readonly SandboxFixture sandbox = new();
    private SandboxClient? client;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private SandboxServer Server => sandbox.Server;

    public async ValueTask InitializeAsync()
    {
        await sandbox.InitializeAsync();
        client = new SandboxClient(Server);
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        await sandbox.DisposeAsync();
    }

    [Fact]
    public async Task An_estimate_with_an_external_id_answers_the_later_submit()
    {
        var template = Echo.Insert(1, "\"externalId\":\"same\",");
        var estimate = await PostAsync("v2/consumer/workflows?whatif=true", template);

        var submitted = await PostAsync("v2/consumer/workflows?wait=10", template);

        Text(submitted.Body, "id").ShouldBe(Text(estimate.Body, "id"));
        Text(submitted.Body, "status").ShouldBe("unassigned");
        Server.Orchestrator.PaidCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"steps":[]}""", "steps")]
    [InlineData("""{}""", "steps")]
    [InlineData("""{"steps":[{"$type":"nothing","input":{}}]}""", "steps[0].$type")]
    [InlineData("""{"steps":[{"$type":"echo"}]}""", "steps[0].input")]
    [InlineData("""{"steps":[{"$type":"imageGen","input":{"engine":"flux"}}]}""", "steps[0].input.engine")]
    [InlineData(
        """{"steps":[{"$type":"videoGen","input":{"engine":"WAN","resolution":"4k"}}]}""",
        "steps[0].input.resolution"
    )]
    [InlineData(
        """{"steps":[{"$type":"videoGen","input":{"engine":"wan","version":"v9"}}]}""",
        "steps[0].input.version"
    )]
    [InlineData("""{"steps":[{"$type":"echo","input":{"message":{"$ref":"who","path":"x"}}}]}""", "steps[0].input")]
    [InlineData("""{"externalId":"a b","steps":[{"$type":"echo","input":{}}]}""", "externalId")]
    [InlineData("""{"tags":[""],"steps":[{"$type":"echo","input":{}}]}""", "tag")]
    [InlineData(
        """{"callbacks":[{"url":"http://example.com","type":["step:*"]}],"steps":[{"$type":"echo","input":{}}]}""",
        "callbacks[0].url"
    )]
    public async Task A_wrong_template_names_its_field(string template, string field)
    {
        var (status, body) = await PostAsync("v2/consumer/workflows", template);

        status.ShouldBe(HttpStatusCode.BadRequest);
        body!["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
    }

    [Fact]
    public async Task An_ephemeral_workflow_needs_somebody_to_tell()
    {
        var template = Echo.Insert(1, "\"ephemeral\":true,");

        (await PostAsync("v2/consumer/workflows", template)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync("v2/consumer/workflows?wait=10", template)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Too_little_Buzz_is_a_plain_text()
    {
        Server.Orchestrator.SetBalance(Key, yellow: 0);

        using var response = await client!.SendAsync(HttpMethod.Post, At("v2/consumer/workflows"), Key, Echo);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await response.Content.ReadAsStringAsync(Cancelled)).ShouldContain("Buzz");
    }

    [Fact]
    public async Task A_workflow_is_nobody_elses()
    {
        var id = Text((await PostAsync("v2/consumer/workflows?wait=10", Echo)).Body, "id");

        using var own = await client!.GetAsync(At($"v2/consumer/workflows/{id}"), Key);
        using var other = await client.GetAsync(At($"v2/consumer/workflows/{id}"), "sandbox-key-free");
        using var stranger = await client.GetAsync(At($"v2/consumer/workflows/{id}"));

        own.StatusCode.ShouldBe(HttpStatusCode.OK);
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_running_workflow_is_202_and_an_ended_one_200()
    {
        Server.Orchestrator.HoldBefore = "scheduled";
        var (running, body) = await PostAsync("v2/consumer/workflows", Echo);
        Server.Orchestrator.HoldBefore = null;

        using var ended = await client!.GetAsync(At($"v2/consumer/workflows/{Text(body, "id")}?wait=60"), Key);

        running.ShouldBe(HttpStatusCode.Accepted);
        ended.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_result_lies_at_the_storage_behind_a_signed_address()
    {
        var template = """{"steps":[{"$type":"videoGen","input":{"engine":"veo3","prompt":"x","duration":8}}]}""";
        var workflow = (await PostAsync("v2/consumer/workflows?wait=60", template)).Body!;
        var id = workflow["steps"]![0]!["output"]!["video"]!["id"]!.ToString();

        using var moved = await client!.GetAsync(At($"v2/consumer/blobs/{id}"), Key);
        using var withKey = await client.GetAsync(moved.Headers.Location!.OriginalString, Key);
        using var without = await client.GetAsync(moved.Headers.Location!.OriginalString);

        ((int)moved.StatusCode).ShouldBe(308);
        moved.Headers.Location!.Host.ShouldBe("localhost");
        withKey.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        without.Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        workflow["cost"]!["total"]!.GetValue<int>().ShouldBe(3336);
    }

    [Fact]
    public async Task Balances_and_outcomes_are_set_by_other_processes_too()
    {
        using var balance = await client!.SendAsync(
            HttpMethod.Put,
            $"_sandbox/orchestrator/balance?key={Key}&yellow=7"
        );
        using var outcome = await client.SendAsync(
            HttpMethod.Post,
            "_sandbox/orchestrator/outcomes",
            json: """{"kind":"blocked","blockedReason":"a real person"}"""
        );
        using var wrong = await client.SendAsync(
            HttpMethod.Post,
            "_sandbox/orchestrator/outcomes",
            json: """{"cind":"blocked"}"""
        );

        var workflow = (await PostAsync("v2/consumer/workflows?wait=60", Echo)).Body!;

        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        workflow["steps"]![0]!["jobs"]![0]!["blockedReason"]!.ToString().ShouldBe("a real person");
        Server.Orchestrator.BalanceOf(Key, "yellow").ShouldBe(7);
    }

    [Fact]
    public async Task A_stage_is_held_by_other_processes_too()
    {
        using var hold = await client!.SendAsync(
            HttpMethod.Put,
            "_sandbox/orchestrator/pace?stageMilliseconds=1&holdBefore=processing&holdStep=$0"
        );
        var id = Text((await PostAsync("v2/consumer/workflows", Echo)).Body, "id");
        await UntilAsync(id, "scheduled");
        using var release = await client.SendAsync(HttpMethod.Put, "_sandbox/orchestrator/pace");

        await UntilAsync(id, "succeeded");
    }

    [Fact]
    public async Task Its_requests_fail_on_demand_like_all_others()
    {
        Server.Faults.Add(
            new Fault
            {
                Host = "orchestrator",
                Canned = CannedAnswer.MaintenancePage,
                Times = 1,
            }
        );

        using var page = await client!.SendAsync(HttpMethod.Post, At("v2/consumer/workflows"), Key, Echo);

        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await PostAsync("v2/consumer/workflows", Echo)).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    private string At(string path) => Server.OrchestratorUrl + path;

    private async Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(string path, string json)
    {
        using var response = await client!.SendAsync(HttpMethod.Post, At(path), Key, json);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    private async Task UntilAsync(string id, string status)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (Text(await client!.JsonAsync(At($"v2/consumer/workflows/{id}"), Key), "status") != status)
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
    }

    private static string Text(JsonNode? json, string name) => json![name]!.ToString();
}
