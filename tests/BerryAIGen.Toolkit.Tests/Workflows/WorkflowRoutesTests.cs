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

    private static IEnumerable<string> IdsOf(JsonNode page) =>
        page["items"]!.AsArray().Select(one => one!["id"]!.ToString());
}
