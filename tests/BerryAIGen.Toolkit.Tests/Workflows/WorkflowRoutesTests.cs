using System.Text.Json.Nodes;
using BerryAIGen.Toolkit.Tests.Driven;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>Workflows of the own orchestrator, over HTTP, done by the real workers.</summary>
public sealed class WorkflowRoutesTests : IAsyncLifetime
{
    private OwnOrchestrator _story = null!;

    private RunningToolkit Server => _story.Server;

    public async ValueTask InitializeAsync() => _story = await StartAsync();

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    [Fact]
    public async Task A_picture_from_outside_is_converted_and_lies_where_it_is_told()
    {
        RequireVips();
        var none = await Server.GetAsync("/v2/consumer/workflows");

        var workflow = await Proven.ChangesAsync(
            "POST /v2/consumer/workflows",
            () => _story.RunAsync(Workflow(Convert(_story.OutsidePicture.ToString(), "hero"))),
            async () => (await Server.GetAsync("/v2/consumer/workflows"))["items"]!.AsArray().Count.ShouldBe(1)
        );

        workflow["status"]!.ToString().ShouldBe("succeeded", workflow.ToJsonString());
        var blob = workflow["steps"]![0]!["output"]!["blob"]!;
        (blob["width"]!.GetValue<int>(), blob["height"]!.GetValue<int>()).ShouldBe((20, 10));
        var bytes = await Server.Http.GetByteArrayAsync(
            new Uri(blob["url"]!.ToString()),
            TestContext.Current.CancellationToken
        );
        bytes.AsSpan(8, 4).ToArray().ShouldBe("WEBP"u8.ToArray());
        Directory
            .EnumerateFiles(Server.Home.Path, "*", SearchOption.AllDirectories)
            .ShouldContain(path => path.Contains("/orchestrator/blobs/") && new FileInfo(path).Length == bytes.Length);
        Directory
            .EnumerateDirectories(Server.Home.Path, "work", SearchOption.AllDirectories)
            .SelectMany(Directory.EnumerateFileSystemEntries)
            .ShouldBeEmpty();
        Proven.Tells(
            "GET /v2/consumer/workflows",
            await Server.GetAsync("/v2/consumer/workflows"),
            page => page["items"][0]["id"].ToString().ShouldBe(workflow["id"]!.ToString()),
            unlike: none
        );
        Proven.Tells(
            "GET /v2/consumer/workflows/{workflowId}",
            await Server.GetAsync($"/v2/consumer/workflows/{workflow["id"]}"),
            told => told["steps"][0]["output"]["blob"]["id"].ToString().ShouldBe(blob["id"]!.ToString()),
            unlike: await _story.RunAsync(Workflow(Echo()))
        );
        Proven.Tells(
            "GET /v2/consumer/workflows/{workflowId}/steps/{stepName}",
            await Server.GetAsync($"/v2/consumer/workflows/{workflow["id"]}/steps/hero"),
            step => step["name"].ToString().ShouldBe("hero"),
            unlike: workflow
        );
    }

    [Fact]
    public async Task A_step_waits_for_those_that_it_refers_to_and_is_cancelled_when_one_fails()
    {
        var done = await _story.RunAsync(
            Workflow(Echo("hello", "first"), Echo("", "second"))
                .WithInput(1, new JsonObject { ["message"] = Reference("first", "output.message") })
        );
        var lost = await _story.RunAsync(
            Workflow(
                    Upload(
                        _story.OutsidePicture.ToString().Replace("picture.png", "nothing-here").Replace("http:", "ftp:")
                    ),
                    Echo("", "after"),
                    Echo("alone", "alone")
                )
                .WithInput(1, new JsonObject { ["message"] = Reference("$0", "output.blob.id") })
        );

        done["steps"]![1]!["output"]!["message"]!.ToString().ShouldBe("hello");
        lost["status"]!.ToString().ShouldBe("failed");
        lost["steps"]!
            .AsArray()
            .Select(step => step!["status"]!.ToString())
            .ShouldBe(["failed", "canceled", "succeeded"]);
        lost["steps"]![0]!["jobs"]![0]!["reason"]!.ToString().ShouldContain("base64");
    }

    [Fact]
    public async Task What_is_wrong_is_told_place_by_place_and_nothing_begins()
    {
        var (status, body) = await Server.SendAsync(
            "POST",
            "/v2/consumer/workflows",
            """
            {
              "tags": [1],
              "externalId": "no space",
              "callbacks": [{ "url": "http://example.org/", "type": ["workflow:begun"] }],
              "steps": [
                { "$type": "imageGen", "input": {} },
                { "$type": "echo", "name": "a", "priority": "soon", "input": { "message": { "$ref": "b", "path": "output" } } },
                { "$type": "echo", "name": "b", "input": { "message": { "$ref": "a", "path": "output" }, "voice": "x" } },
                { "$type": "echo", "input": { "message": { "$ref": "nobody", "path": "output" } } },
                { "$type": "transcode", "input": { "sourceUrl": "https://example.org/a.mp4", "width": 1, "destinationUrl": "https://example.org/" } }
              ]
            }
            """
        );

        status.ShouldBe(400);
        body["title"]!.ToString().ShouldContain("validation");
        body["errors"]!
            .AsObject()
            .Select(row => row.Key)
            .ShouldBe(
                [
                    "callbacks[0].type",
                    "steps[0].$type",
                    "steps[1].priority",
                    "steps[2].input.voice",
                    "steps[4].input.destinationUrl",
                    "steps[4].input.width",
                    "tags[0]",
                    "externalId",
                    "steps[3].input.message",
                    "steps",
                ],
                ignoreOrder: true
            );
        body["errors"]!["steps[0].$type"]![0]!.ToString().ShouldContain("No worker on this machine does \"imageGen\"");
        (await Server.GetAsync("/v2/consumer/workflows"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("POST", "/v2/consumer/workflows", "{", 400)]
    [InlineData("POST", "/v2/consumer/workflows", "[]", 400)]
    [InlineData(
        "POST",
        "/v2/consumer/workflows?wait=-1",
        """{"steps":[{"$type":"echo","input":{"message":"x"}}]}""",
        400
    )]
    [InlineData("POST", "/v2/consumer/workflows?whatif=perhaps", "{}", 400)]
    [InlineData("GET", "/v2/consumer/workflows?take=0", null, 400)]
    [InlineData("GET", "/v2/consumer/workflows?fromDate=soon", null, 400)]
    [InlineData("GET", "/v2/consumer/workflows/nobody", null, 404)]
    [InlineData("PUT", "/v2/consumer/workflows/nobody", "{}", 404)]
    [InlineData("DELETE", "/v2/consumer/workflows/nobody", null, 404)]
    [InlineData("POST", "/v2/consumer/workflows/nobody/tags", "\"x\"", 404)]
    [InlineData("GET", "/v2/consumer/workflows/nobody/steps/x", null, 404)]
    [InlineData("POST", "/v2/consumer/recipes/dream", "{}", 400)]
    [InlineData("GET", "/v2/consumer/blobs/nobody", null, 404)]
    [InlineData("POST", "/v2/consumer/blobs/nobody/refresh", null, 404)]
    [InlineData("GET", "/v2/consumer/blobs/content/x.y", null, 400)]
    [InlineData("GET", "/v2/nothing", null, 404)]
    public async Task What_goes_wrong_has_the_contracts_own_body(string method, string path, string? body, int status)
    {
        var (answered, problem) = await Server.SendAsync(method, path, body);

        answered.ShouldBe(status, problem.ToJsonString());
        problem["status"]!.GetValue<int>().ShouldBe(status);
        problem["title"]!.ToString().ShouldNotBeNullOrEmpty();
        problem["detail"]!.ToString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task An_estimate_is_seconds_begins_nothing_and_uses_no_external_id_up()
    {
        var wish = Workflow(Echo()).With("externalId", "once");

        var (status, guess) = await Server.SendAsync("POST", "/v2/consumer/workflows?whatif=true", wish.ToJsonString());
        var none = await Server.GetAsync("/v2/consumer/workflows");
        var first = await _story.RunAsync(wish);
        var twin = await _story.RunAsync(wish);

        status.ShouldBe(200);
        guess["id"].ShouldBeNull();
        guess["cost"]!["total"]!.GetValue<int>().ShouldBeGreaterThan(0);
        guess["steps"]![0]!["jobs"]![0]!["queuePosition"]!["support"]!.ToString().ShouldBe("available");
        none["items"]!.AsArray().ShouldBeEmpty();
        first["status"]!.ToString().ShouldBe("succeeded");
        twin["id"]!.ToString().ShouldBe(first["id"]!.ToString());
    }

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
    public async Task A_list_comes_in_pages_by_words_time_and_text()
    {
        var ids = new List<string>();
        foreach (var name in (string[])["Red", "Green", "Blue"])
            ids.Add(
                (
                    await _story.RunAsync(
                        Workflow(Echo(name))
                            .With("metadata", new JsonObject { ["colour"] = name })
                            .With("tags", new JsonArray("c"))
                    )
                )["id"]!.ToString()
            );

        var page = await Server.GetAsync("/v2/consumer/workflows?take=2&tags=c");
        var rest = await Server.GetAsync($"/v2/consumer/workflows?take=2&tags=c&cursor={page["next"]}");
        var oldest = await Server.GetAsync("/v2/consumer/workflows?ascending=true&take=1");
        var green = await Server.GetAsync("/v2/consumer/workflows?query=gREEN");
        var before = await Server.GetAsync("/v2/consumer/workflows?toDate=2020-01-01");
        var none = await Server.GetAsync("/v2/consumer/workflows?tags=c&tags=d");

        IdsOf(page).ShouldBe([ids[2], ids[1]]);
        IdsOf(rest).ShouldBe([ids[0]]);
        rest["next"].ShouldBeNull();
        IdsOf(oldest).ShouldBe([ids[0]]);
        IdsOf(green).ShouldBe([ids[1]]);
        IdsOf(before).ShouldBeEmpty();
        IdsOf(none).ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_elses_workflow_is_not_there()
    {
        var mine = (await _story.RunAsync(Workflow(Echo())))["id"]!.ToString();
        var key = await _story.NewKeyAsync("other");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/consumer/workflows/{mine}");
        request.Headers.Authorization = new("Bearer", key);

        using var answer = await Server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(404);
        (await Server.SendAsync("GET", $"/v2/consumer/workflows/{mine}")).Status.ShouldBe(200);
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

    [Theory]
    [InlineData("allowMatureContent", "false")]
    [InlineData("nsfwLevel", "\"pg\"")]
    [InlineData("nsfwLevel", "\"pg13\"")]
    public async Task Steps_work_on_results_that_nobody_is_shown(string name, string value)
    {
        var workflow = await _story.RunAsync(
            Workflow(
                    Upload(_story.OutsidePicture.ToString()),
                    Upload(Reference("$0", "output.blob.url")),
                    Upload(Reference("$1", "output.blob.id"))
                )
                .With(name, JsonNode.Parse(value)!)
        );

        workflow["status"]!.ToString().ShouldBe("succeeded", workflow.ToJsonString());
        foreach (var step in workflow["steps"]!.AsArray())
        {
            var blob = step!["output"]!["blob"]!;
            blob["available"]!.GetValue<bool>().ShouldBeFalse();
            blob["url"].ShouldBeNull();
        }
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

    [Fact]
    public async Task The_job_of_somebody_elses_step_is_not_stopped_and_tells_nothing_of_it()
    {
        var key = await _story.NewKeyAsync("other");
        // The held one would have it wait: both are of one group.
        var lost = await _story.RunAsync(Workflow(Upload("ftp://secret.example.org/a.png")));
        var held = await _story.SubmitAsync(Workflow(Upload(_story.HeldPicture.ToString())));
        var running = await _story.UntilAsync(held["id"]!.ToString(), now => now["status"]!.ToString() == "processing");
        var job = running["steps"]![0]!["jobs"]![0]!["id"]!.ToString();

        foreach (var what in (string[])["cancel", "pause", "retry"])
            (await _story.AskAsync(key, "POST", $"/api/jobs/{job}/{what}")).Status.ShouldBe(403);
        var jobs = (await _story.AskAsync(key, "GET", "/api/jobs")).Body;

        lost["status"]!.ToString().ShouldBe("failed");
        jobs.ShouldContain(job);
        jobs.ShouldNotContain(lost["id"]!.ToString());
        jobs.ShouldContain("tells its owner why");
        (await Server.BodyAsync("GET", $"/v2/consumer/workflows/{held["id"]}"))["status"]!
            .ToString()
            .ShouldBe("processing");
    }

    [Fact]
    public async Task A_recipe_answers_with_the_output_alone()
    {
        var said = await Proven.ChangesAsync(
            "POST /v2/consumer/recipes/{name}",
            () => Server.PostAsync("/v2/consumer/recipes/echo", new JsonObject { ["message"] = "hello" }),
            async () => (await Server.GetAsync("/v2/consumer/workflows"))["items"]!.AsArray().Count.ShouldBe(1)
        );
        var guess = await Server.PostAsync(
            "/v2/consumer/recipes/echo?whatif=true",
            new JsonObject { ["message"] = "hello" }
        );

        said["message"]!.ToString().ShouldBe("hello");
        guess["cost"]!["total"]!.GetValue<int>().ShouldBeGreaterThan(0);
    }

    private static IEnumerable<string> TagsOf(JsonNode workflow) =>
        workflow["tags"]!.AsArray().Select(tag => tag!.ToString());

    private static IEnumerable<string> IdsOf(JsonNode page) =>
        page["items"]!.AsArray().Select(one => one!["id"]!.ToString());
}

internal static class WorkflowWishes
{
    public static JsonObject With(this JsonObject workflow, string name, JsonNode value)
    {
        workflow[name] = value;
        return workflow;
    }

    public static JsonObject WithInput(this JsonObject workflow, int step, JsonObject input)
    {
        workflow["steps"]![step]!["input"] = input;
        return workflow;
    }
}
