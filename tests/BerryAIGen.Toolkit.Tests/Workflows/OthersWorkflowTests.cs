using System.Text.Json.Nodes;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>What a key sees and changes of what another one made: nothing.</summary>
public sealed class OthersWorkflowTests : IAsyncLifetime
{
    private const string Workflows = "/v2/consumer/workflows";
    private const string Blobs = "/v2/consumer/blobs";
    private OwnOrchestrator _story = null!;

    public async ValueTask InitializeAsync() => _story = await StartAsync();

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    [Fact]
    public async Task Nothing_of_another_key_is_seen_or_changed()
    {
        var done = await _story.RunAsync(
            Workflow(Upload(_story.OutsidePicture.ToString()))
                .With("tags", new JsonArray("mine"))
                .With("metadata", new JsonObject { ["a"] = 1 })
                .With("externalId", "once")
        );
        var key = await _story.NewKeyAsync("other");
        var path = $"{Workflows}/{done["id"]}";
        var blob = done["steps"]![0]!["output"]!["blob"]!["id"]!.ToString();
        var patch = JsonNode.Parse("""[{"op":"add","path":"/metadata/b","value":2}]""");

        foreach (
            var (method, address, body) in ((string, string, JsonNode?)[])
                [
                    ("GET", path, null),
                    ("PUT", path, new JsonObject { ["status"] = "canceled", ["metadata"] = new JsonObject() }),
                    ("PATCH", path, patch),
                    ("POST", $"{path}/tags", JsonValue.Create("theirs")),
                    ("DELETE", $"{path}/tags", null),
                    ("DELETE", $"{path}/tags/mine", null),
                    ("GET", $"{path}/steps/$0", null),
                    ("PUT", $"{path}/steps/$0", new JsonObject { ["metadata"] = new JsonObject { ["c"] = 3 } }),
                    ("PATCH", $"{path}/steps/$0", patch),
                    ("DELETE", path, null),
                    ("GET", $"{Blobs}/{blob}", null),
                    ("HEAD", $"{Blobs}/{blob}", null),
                    ("POST", $"{Blobs}/{blob}/refresh", null),
                ]
        )
            (await _story.AskAsync(key, method, address, body)).Status.ShouldBe(404, $"{method} {address}");
        var list = JsonNode.Parse((await _story.AskAsync(key, "GET", Workflows)).Body)!;
        var tagged = JsonNode.Parse((await _story.AskAsync(key, "GET", $"{Workflows}?tags=mine")).Body)!;
        var twin = JsonNode.Parse(
            (
                await _story.AskAsync(key, "POST", $"{Workflows}?wait=100", Workflow(Echo()).With("externalId", "once"))
            ).Body
        )!;
        var taken = JsonNode.Parse(
            (await _story.AskAsync(key, "POST", $"{Workflows}?wait=100", Workflow(Upload(blob)))).Body
        )!;

        list["items"]!.AsArray().ShouldBeEmpty();
        tagged["items"]!.AsArray().ShouldBeEmpty();
        twin["id"]!.ToString().ShouldNotBe(done["id"]!.ToString());
        taken["steps"]![0]!["jobs"]![0]!["reason"]!.ToString().ShouldContain("There is no blob");
        var now = await _story.Server.GetAsync(path);
        now["tags"]!.ToJsonString().ShouldBe("""["mine"]""");
        now["metadata"]!.ToJsonString().ShouldBe("""{"a":1}""");
        now["steps"]![0]!["metadata"]!.ToJsonString().ShouldBe("{}");
        now["status"]!.ToString().ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_key_that_may_only_read_changes_nothing()
    {
        var reader = await _story.NewKeyAsync("reader", "read");
        var id = (await _story.RunAsync(Workflow(Echo())))["id"]!.ToString();

        foreach (
            var (method, address, body) in ((string, string, JsonNode?)[])
                [
                    ("POST", Workflows, Workflow(Echo())),
                    ("POST", "/v2/consumer/recipes/echo", new JsonObject { ["message"] = "x" }),
                    ("PUT", $"{Workflows}/{id}", new JsonObject()),
                    ("DELETE", $"{Workflows}/{id}", null),
                    ("POST", Blobs, new JsonObject()),
                    ("POST", $"{Blobs}/x/refresh", null),
                ]
        )
            (await _story.AskAsync(reader, method, address, body)).Status.ShouldBe(403, $"{method} {address}");
        (await _story.AskAsync(reader, "GET", "/v2/services")).Status.ShouldBe(200);

        (await _story.Server.GetAsync(Workflows))["items"]!.AsArray().Count.ShouldBe(1);
    }
}
