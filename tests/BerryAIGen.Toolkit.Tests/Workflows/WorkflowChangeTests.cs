using System.Text.Json.Nodes;
using BerryAIGen.Toolkit.Tests.Driven;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>Words, tags and names that are written beside the work of a workflow.</summary>
public sealed class WorkflowChangeTests : IAsyncLifetime
{
    private OwnOrchestrator _story = null!;

    private RunningToolkit Server => _story.Server;

    public async ValueTask InitializeAsync() => _story = await StartAsync();

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    [Fact]
    public async Task What_was_written_beside_the_work_is_changed()
    {
        var id = (await _story.RunAsync(Workflow(Echo("x", "say")).With("tags", new JsonArray("a"))))["id"]!.ToString();
        var path = $"/v2/consumer/workflows/{id}";

        await Proven.ChangesAsync(
            "PUT /v2/consumer/workflows/{workflowId}",
            () => _story.StatusAsync("PUT", path, """{"metadata":{"name":"Berry"},"tags":["a","b"]}"""),
            async () => ((await Server.GetAsync(path))["metadata"]!["name"]?.ToString()).ShouldBe("Berry")
        );
        await Proven.ChangesAsync(
            "PATCH /v2/consumer/workflows/{workflowId}",
            () => _story.StatusAsync("PATCH", path, """[{"op":"replace","path":"/tags/1","value":"c"}]"""),
            async () => TagsOf(await Server.GetAsync(path)).ShouldBe(["a", "c"])
        );
        await Proven.ChangesAsync(
            "POST /v2/consumer/workflows/{workflowId}/tags",
            () => _story.StatusAsync("POST", $"{path}/tags", "\"d\""),
            async () =>
                (await Server.GetAsync("/v2/consumer/workflows?tags=a&tags=d"))["items"]!.AsArray().Count.ShouldBe(1)
        );
        await Proven.ChangesAsync(
            "DELETE /v2/consumer/workflows/{workflowId}/tags/{tag}",
            () => _story.StatusAsync("DELETE", $"{path}/tags/a"),
            async () => TagsOf(await Server.GetAsync(path)).ShouldBe(["c", "d"])
        );
        await Proven.ChangesAsync(
            "DELETE /v2/consumer/workflows/{workflowId}/tags",
            () => _story.StatusAsync("DELETE", $"{path}/tags"),
            async () => TagsOf(await Server.GetAsync(path)).ShouldBeEmpty()
        );
        await Proven.ChangesAsync(
            "PUT /v2/consumer/workflows/{workflowId}/steps/{stepName}",
            () => _story.StatusAsync("PUT", $"{path}/steps/say", """{"metadata":{"seen":1}}"""),
            async () => ((await Server.GetAsync($"{path}/steps/say"))["metadata"]!["seen"]?.GetValue<int>()).ShouldBe(1)
        );
        await Proven.ChangesAsync(
            "PATCH /v2/consumer/workflows/{workflowId}/steps/{stepName}",
            () =>
                _story.StatusAsync(
                    "PATCH",
                    $"{path}/steps/say",
                    """[{"op":"move","from":"/metadata/seen","path":"/metadata/was"}]""",
                    "application/json-patch+json"
                ),
            async () => (await Server.GetAsync($"{path}/steps/say"))["metadata"]!["was"].ShouldNotBeNull()
        );
        var refused = await Server.BodyAsync("PATCH", path, """[{"op":"replace","path":"/status","value":"failed"}]""");
        await Proven.ChangesAsync(
            "DELETE /v2/consumer/workflows/{workflowId}",
            () => _story.StatusAsync("DELETE", path),
            async () => (await Server.SendAsync("GET", path)).Status.ShouldBe(404)
        );

        refused["errors"]!["status"]![0]!.ToString().ShouldContain("metadata, tags, allowMatureContent");
        (await Server.GetAsync("/v2/consumer/workflows"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_lies_too_deep_or_grows_too_large_is_refused_and_every_list_still_comes()
    {
        var id = (await _story.RunAsync(Workflow(Echo("x", "say"))))["id"]!.ToString();
        var path = $"/v2/consumer/workflows/{id}";
        var nested = new JsonArray([
            .. Enumerable
                .Range(1, 70)
                .Select(depth =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["op"] = "add",
                            ["path"] = $"/metadata{string.Concat(Enumerable.Repeat("/a", depth))}",
                            ["value"] = new JsonObject(),
                        }
                ),
        ]).ToJsonString();
        var deep = $"{string.Concat(Enumerable.Repeat("""{"a":""", 50))}1{new string('}', 50)}";

        foreach (var place in (string[])[path, $"{path}/steps/say"])
        {
            (await _story.StatusAsync("PATCH", place, nested)).ShouldBe(400);
            (await _story.StatusAsync("PUT", place, $$"""{"metadata":{{deep}}}""")).ShouldBe(400);
            (
                await _story.StatusAsync("PUT", place, $$$"""{"metadata":{"a":"{{{new string('x', 2 << 20)}}}"}}""")
            ).ShouldBe(400);
        }

        (await Server.GetAsync("/v2/consumer/workflows"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_many_change_at_once_is_all_there()
    {
        var id = (await _story.RunAsync(Workflow(Echo())))["id"]!.ToString();
        var path = $"/v2/consumer/workflows/{id}";

        var statuses = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .SelectMany(number =>
                    new[]
                    {
                        _story.StatusAsync("POST", $"{path}/tags", $"\"t{number}\""),
                        _story.StatusAsync(
                            "PATCH",
                            path,
                            $$"""[{"op":"add","path":"/metadata/m{{number}}","value":1}]"""
                        ),
                    }
                )
        );
        var now = await Server.GetAsync(path);

        statuses.ShouldAllBe(status => status == 204);
        TagsOf(now).ShouldBe(Enumerable.Range(0, 8).Select(number => $"t{number}"), ignoreOrder: true);
        now["metadata"]!.AsObject().Count.ShouldBe(8);
    }

    [Fact]
    public async Task An_external_id_is_free_again_once_its_workflow_is_deleted()
    {
        var wish = Workflow(Echo()).With("externalId", "once");
        var first = (await _story.RunAsync(wish))["id"]!.ToString();
        (await _story.StatusAsync("DELETE", $"/v2/consumer/workflows/{first}")).ShouldBe(204);

        var second = await _story.RunAsync(wish);

        second["id"]!.ToString().ShouldNotBe(first);
    }

    private static IEnumerable<string> TagsOf(JsonNode workflow) =>
        workflow["tags"]!.AsArray().Select(tag => tag!.ToString());
}
