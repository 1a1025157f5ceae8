using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>What is wrong of a workflow, and what is somebody else's.</summary>
public sealed class WorkflowRefusalTests : IAsyncLifetime
{
    private OwnOrchestrator _story = null!;

    private RunningToolkit Server => _story.Server;

    public async ValueTask InitializeAsync() => _story = await StartAsync();

    public ValueTask DisposeAsync() => _story.DisposeAsync();

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
}
