using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>How workflows run: in which order, again, for how long, and what others are told of it.</summary>
public sealed class WorkflowRunTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_wanted_most_goes_first_whoever_asked_first()
    {
        await using var story = await StartAsync();
        var held = await story.SubmitAsync(Workflow(Upload(story.HeldPicture.ToString())));
        await story.UntilAsync(IdOf(held), now => StatusOf(now) == "processing");
        var low = await story.SubmitAsync(Workflow(Upload(story.OutsidePicture.ToString(), "low")));
        var normal = await story.SubmitAsync(Workflow(Upload(story.OutsidePicture.ToString())));
        var high = await story.SubmitAsync(Workflow(Upload(story.OutsidePicture.ToString(), "high")));

        var waiting = await story.Server.BodyAsync("GET", $"/v2/consumer/workflows/{IdOf(low)}");
        story.Release();
        var ended = new List<JsonNode>();
        foreach (var one in (JsonNode[])[low, normal, high])
            ended.Add(await story.UntilAsync(IdOf(one), now => StatusOf(now) == "succeeded"));

        waiting["steps"]![0]!["jobs"]![0]!["queuePosition"]!["precedingJobs"]!.GetValue<int>().ShouldBe(3);
        var began = ended.Select(one => DateTime.Parse(one["startedAt"]!.ToString())).ToArray();
        began[2].ShouldBeLessThan(began[1]);
        began[1].ShouldBeLessThan(began[0]);
    }

    [Fact]
    public async Task A_workflow_outlives_a_kill_and_is_cancelled_at_its_word()
    {
        using var home = new TemporaryFolder();
        await using var story = await StartAtAsync(home.Path);
        var slow = await story.SubmitAsync(
            Workflow(Upload(story.HeldPicture.ToString()), Echo("after", "after"))
                .WithInput(1, new JsonObject { ["message"] = Reference("$0", "output.blob.id") })
        );
        var given = await story.SubmitAsync(Workflow(Upload(story.HeldPicture.ToString())));
        await story.UntilAsync(IdOf(slow), now => StatusOf(now) == "processing");

        await story.RestartAsync(home.Path);
        (await story.StatusAsync("PUT", $"/v2/consumer/workflows/{IdOf(given)}", """{"status":"canceled"}""")).ShouldBe(
            204
        );
        story.Release();
        var ended = await story.UntilAsync(IdOf(slow), now => StatusOf(now) is "succeeded" or "failed");
        var cancelled = await story.Server.BodyAsync("GET", $"/v2/consumer/workflows/{IdOf(given)}");

        StatusOf(ended).ShouldBe("succeeded", ended.ToJsonString());
        ended["steps"]![1]!["output"]!["message"]!
            .ToString()
            .ShouldBe(ended["steps"]![0]!["output"]!["blob"]!["id"]!.ToString());
        StatusOf(cancelled).ShouldBe("canceled");
    }

    [Fact]
    public async Task What_a_list_did_outlives_a_kill()
    {
        using var home = new TemporaryFolder();
        await using var story = await StartAtAsync(home.Path);
        var given = await story.SubmitAsync(
            Workflow(
                Step(
                    "repeat",
                    new JsonObject
                    {
                        ["for"] = new JsonObject
                        {
                            ["items"] = new JsonArray(story.OutsidePicture.ToString(), story.HeldPicture.ToString()),
                            ["as"] = "address",
                        },
                        ["template"] = Step("imageUpload", []).With("input", Reference("address", "")),
                    }
                )
            )
        );
        await Eventually.TrueAsync(() => story.Asked("held.png") > 0, Stop);

        await story.RestartAsync(home.Path);
        story.Release();
        var ended = await story.UntilAsync(IdOf(given), now => StatusOf(now) is "succeeded" or "failed");

        StatusOf(ended).ShouldBe("succeeded", ended.ToJsonString());
        (story.Asked("picture.png"), story.Asked("held.png")).ShouldBe((1, 2));
        foreach (var one in ended["steps"]![0]!["output"]!["steps"]!.AsArray())
            (await story.Server.Http.GetByteArrayAsync(new Uri($"{one!["output"]!["blob"]!["url"]}"), Stop)).ShouldBe(
                Picture
            );
    }

    [Fact]
    public async Task Files_of_what_is_known_already_or_refused_are_not_kept()
    {
        await using var story = await StartAsync(("BERRY_WORKFLOW_QUEUE", "1"));
        await story.RunAsync(Sent(1).With("externalId", "once"));
        var before = Files();
        var twin = await story.RunAsync(Sent(2).With("externalId", "once"));
        await story.SubmitAsync(Workflow(Upload(story.HeldPicture.ToString())));

        var (status, _) = await story.Server.SendAsync("POST", "/v2/consumer/workflows", Sent(3).ToJsonString());

        status.ShouldBe(429);
        StatusOf(twin).ShouldBe("succeeded");
        before.ShouldNotBeEmpty();
        Files().ShouldBe(before, ignoreOrder: true);

        static JsonObject Sent(int seed)
        {
            var noise = new byte[9000];
            new Random(seed).NextBytes(noise);
            return Workflow(Upload($"data:image/png;base64,{System.Convert.ToBase64String([.. Picture, .. noise])}"));
        }

        string[] Files() =>
            [
                .. Directory
                    .EnumerateFiles(story.Server.Home.Path, "*", SearchOption.AllDirectories)
                    .Where(path => path.Contains("/orchestrator/blobs/", StringComparison.Ordinal)),
            ];
    }

    [Fact]
    public async Task A_step_that_takes_too_long_expires_after_its_tries()
    {
        await using var story = await StartAsync();
        var step = Upload(story.HeldPicture.ToString());
        (step["timeout"], step["retries"]) = ("00:00:02", 1);

        var late = await story.RunAsync(Workflow(step));

        StatusOf(late).ShouldBe("expired", late.ToJsonString());
        late["steps"]![0]!["jobs"]!
            .AsArray()
            .Select(job => job!["status"]!.ToString())
            .ShouldBe(["expired", "expired"]);
        // Two tries of two seconds, and a pause between them.
        (DateTime.Parse($"{late["completedAt"]}") - DateTime.Parse($"{late["startedAt"]}")).ShouldBeGreaterThan(
            TimeSpan.FromSeconds(5.9)
        );
        late["steps"]![0]!["jobs"]![1]!["reason"]!.ToString().ShouldBe("It took longer than 2 seconds.");
    }

    [Fact]
    public async Task A_job_that_somebody_cancels_ends_its_step()
    {
        await using var story = await StartAsync();
        var held = await story.SubmitAsync(Workflow(Upload(story.HeldPicture.ToString())));
        var running = await story.UntilAsync(IdOf(held), now => StatusOf(now) == "processing");

        await story.Server.PostAsync($"/api/jobs/{running["steps"]![0]!["jobs"]![0]!["id"]}/cancel");

        var ended = await story.UntilAsync(IdOf(held), now => StatusOf(now) == "canceled");
        ended["completedAt"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Callbacks_come_in_order_and_one_that_is_refused_comes_again_before_the_next()
    {
        await using var receiver = await ScriptedServer.StartAsync();
        receiver.On(
            "/told",
            ScriptedAnswer.Text("thanks"),
            ScriptedAnswer.Text("later", 503),
            ScriptedAnswer.Text("thanks")
        );
        await using var story = await StartAsync();

        var workflow = await story.RunAsync(
            Workflow(Echo("hello", "say"))
                .With(
                    "callbacks",
                    new JsonArray(
                        new JsonObject
                        {
                            ["url"] = receiver.At("/told").ToString(),
                            ["type"] = new JsonArray("workflow:*", "step:succeeded", "job:processing"),
                            ["detailed"] = true,
                        }
                    )
                )
        );
        await Eventually.TrueAsync(() => receiver.Requests.Count == 6, Stop);

        var told = receiver.Requests.Select(request => JsonNode.Parse(request.Body)!).ToArray();
        told.Select(one => $"{one["$type"]}:{one["status"]}")
            .ShouldBe([
                "workflow:unassigned",
                "workflow:processing",
                "workflow:processing",
                "job:processing",
                "step:succeeded",
                "workflow:succeeded",
            ]);
        told.ShouldAllBe(one => one["workflowId"]!.ToString() == IdOf(workflow));
        told[4]["details"]!["output"]!["message"]!.ToString().ShouldBe("hello");
        told[5]["details"]!["steps"]![0]!["name"]!.ToString().ShouldBe("say");
    }

    [Fact]
    public async Task What_is_ephemeral_is_told_to_who_waits_and_to_nobody_later()
    {
        await using var story = await StartAsync();
        var wish = Workflow(Echo()).With("ephemeral", true);

        var (status, refused) = await story.Server.SendAsync("POST", "/v2/consumer/workflows", wish.ToJsonString());
        var told = await story.RunAsync(wish);

        status.ShouldBe(400, refused.ToJsonString());
        StatusOf(told).ShouldBe("succeeded");
        (await story.Server.SendAsync("GET", $"/v2/consumer/workflows/{IdOf(told)}")).Status.ShouldBe(404);
        (await story.Server.GetAsync("/v2/consumer/workflows"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_too_many_waiting_is_told_to_come_later()
    {
        await using var story = await StartAsync(("BERRY_WORKFLOW_QUEUE", "1"), ("BERRY_WORKFLOW_STEPS", "1"));
        await story.SubmitAsync(Workflow(Upload(story.HeldPicture.ToString())));

        var (status, full) = await story.Server.SendAsync(
            "POST",
            "/v2/consumer/workflows",
            Workflow(Echo()).ToJsonString()
        );
        var two = await story.Server.BodyAsync(
            "POST",
            "/v2/consumer/workflows",
            Workflow(Echo(), Echo()).ToJsonString()
        );

        status.ShouldBe(429);
        full["detail"]!.ToString().ShouldContain("1 of your workflows");
        two["errors"]!["steps"]![0]!.ToString().ShouldContain("1 to 1");
    }

    private static string IdOf(JsonNode workflow) => workflow["id"]!.ToString();

    private static string StatusOf(JsonNode workflow) => workflow["status"]!.ToString();
}
