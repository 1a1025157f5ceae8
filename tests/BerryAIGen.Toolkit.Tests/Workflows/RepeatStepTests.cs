using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using static BerryAIGen.Toolkit.Tests.Workflows.MediaTools;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>One step for each item of a list.</summary>
public sealed class RepeatStepTests : IAsyncLifetime
{
    private OwnOrchestrator _story = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _story = await StartAsync();

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    [Fact]
    public async Task Each_picture_of_a_video_is_made_smaller_and_later_steps_take_them()
    {
        RequireVips();
        RequireFfmpeg();
        using var folder = new TemporaryFolder();
        await MakeVideoAsync(folder.Path, "a.mp4", "testsrc=d=3:s=64x32:r=10");
        var video = System.Convert.ToBase64String(await File.ReadAllBytesAsync(folder.Combine("a.mp4"), Stop));
        var frames = Step("videoFrameExtraction", new JsonObject { ["videoUrl"] = video, ["uniqueThreshold"] = 1 });
        frames["name"] = "film";
        var each = Repeat("film", "output.frames", "frame", Convert(Reference("frame", "url")));
        each["input"]!["template"]!["input"]!["transforms"] = new JsonArray(
            new JsonObject { ["type"] = "resize", ["targetWidth"] = Reference("$arguments", "width") }
        );
        each["input"]!["template"]!["name"] = "small";
        each["input"]!["template"]!["metadata"] = new JsonObject { ["a"] = 1 };
        each["name"] = "each";

        var done = await _story.RunAsync(
            Workflow(frames, each, Upload(Reference("each", "output.steps[2].output.blob.url")))
                .With("arguments", new JsonObject { ["width"] = 16 })
        );

        done["status"]!.ToString().ShouldBe("succeeded", done.ToJsonString());
        var steps = done["steps"]![1]!["output"]!["steps"]!.AsArray();
        steps.Select(step => step!["name"]!.ToString()).ShouldBe(["small[0]", "small[1]", "small[2]"]);
        foreach (var step in steps)
        {
            (step!["$type"]!.ToString(), step["status"]!.ToString()).ShouldBe(("convertImage", "succeeded"));
            step["metadata"].ShouldBeNull();
            var blob = step["output"]!["blob"]!;
            ((int)blob["width"]!, (int)blob["height"]!).ShouldBe((16, 8));
            var bytes = await _story.Server.Http.GetByteArrayAsync(new Uri(blob["url"]!.ToString()), Stop);
            bytes.AsSpan(8, 4).ToArray().ShouldBe("WEBP"u8.ToArray());
        }
    }

    [Fact]
    public async Task A_list_at_hand_needs_no_other_step_and_an_item_that_fails_is_named()
    {
        var said = await _story.Server.PostAsync(
            "/v2/consumer/recipes/repeat",
            new JsonObject
            {
                ["for"] = new JsonObject { ["items"] = new JsonArray("a", "b"), ["as"] = "word" },
                ["template"] = Step("echo", new JsonObject { ["message"] = Reference("word", "") }),
            }
        );
        var lost = await _story.RunAsync(
            Workflow(
                    Repeat(
                        "$arguments",
                        "words",
                        "word",
                        Step("echo", new JsonObject { ["message"] = Reference("word", "") })
                    )
                )
                .With("arguments", new JsonObject { ["words"] = new JsonArray("fine", 7) })
        );
        var none = await _story.RunAsync(
            Workflow(Repeat("$arguments", "words", "word", Step("echo", new JsonObject { ["message"] = "x" })))
                .With("arguments", new JsonObject { ["words"] = "no list" })
        );

        said["steps"]!.AsArray().Select(step => step!["output"]!["message"]!.ToString()).ShouldBe(["a", "b"]);
        lost["status"]!.ToString().ShouldBe("failed");
        ReasonOf(lost).ShouldContain("Item 1: template.input.message");
        ReasonOf(none).ShouldContain("for.items: It is a list");
    }

    [Fact]
    public async Task Nothing_that_somebody_sent_becomes_an_address_and_what_items_say_is_bounded()
    {
        var theirs = await _story.UploadAsync("/v2/consumer/blobs", Picture, "image/png");
        var blob = new JsonObject { ["available"] = true, ["id"] = theirs.Body["id"]!.ToString() };
        var each = Repeat(
            "$arguments",
            "words",
            "word",
            Step("echo", new JsonObject { ["message"] = Reference("word", "") })
        );
        each["input"]!["template"]!["metadata"] = new JsonObject
        {
            ["x"] = blob,
            ["y"] = new JsonObject { ["available"] = true, ["id"] = 5 },
        };
        var key = await _story.NewKeyAsync("other");

        var (status, body) = await _story.AskAsync(
            key,
            "POST",
            "/v2/consumer/workflows?wait=100",
            Workflow(each.DeepClone().AsObject()).With("arguments", new JsonObject { ["words"] = new JsonArray("a") })
        );
        var loud = Repeat(
            "$arguments",
            "words",
            "word",
            Step("echo", new JsonObject { ["message"] = Reference("$arguments", "long") })
        );
        var much = await _story.RunAsync(
            Workflow(loud)
                .With(
                    "arguments",
                    new JsonObject
                    {
                        ["words"] = new JsonArray([.. Enumerable.Range(0, 200).Select(at => (JsonNode)at)]),
                        ["long"] = new string('x', 50_000),
                    }
                )
        );

        status.ShouldBe(200, body);
        JsonNode.Parse(body)!["steps"]![0]!["output"]!.ToJsonString().ShouldNotContain("/blobs/content/");
        much["status"]!.ToString().ShouldBe("failed");
        ReasonOf(much).ShouldContain("longer than 8 MiB");
    }

    [Fact]
    public async Task What_cannot_be_repeated_is_refused_place_by_place()
    {
        var twice = Repeat("$arguments", "a", "x", Repeat("$arguments", "a", "y", Echo()));
        var unknown = Repeat("nobody", "output.list", "x", Step("imageGen", []));
        var wrong = Repeat("$arguments", "a", "x", Step("echo", new JsonObject { ["text"] = Reference("other", "") }));
        wrong["input"]!["template"]!["priority"] = "high";
        var open = Step(
            "repeat",
            new JsonObject
            {
                ["for"] = new JsonObject { ["as"] = "x" },
                ["template"] = Echo(),
            }
        );

        var (status, body) = await _story.Server.SendAsync(
            "POST",
            "/v2/consumer/workflows",
            Workflow(twice, unknown, wrong, open).ToJsonString()
        );

        status.ShouldBe(400);
        body["errors"]!
            .AsObject()
            .Select(row => row.Key)
            .ShouldBe(
                [
                    "steps[0].input.template.$type",
                    "steps[1].input.template.$type",
                    "steps[1].input.for",
                    "steps[2].input.template.priority",
                    "steps[2].input.template.input.text",
                    "steps[2].input.template.input.message",
                    "steps[3].input.for.items",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task References_that_lead_nowhere_are_refused_at_once()
    {
        var (status, body) = await _story.Server.SendAsync(
            "POST",
            "/v2/consumer/workflows",
            Workflow(
                    Step(
                        "echo",
                        new JsonObject
                        {
                            ["message"] = new JsonObject { ["$ref"] = "$arguments", ["path"] = 3 },
                        }
                    )
                )
                .With("arguments", new JsonObject { ["a"] = Reference("$0", "output") })
                .ToJsonString()
        );

        status.ShouldBe(400);
        body["errors"]!
            .AsObject()
            .Select(row => row.Key)
            .ShouldBe(["steps[0].input.message.path", "arguments.a"], ignoreOrder: true);
    }

    private static JsonObject Repeat(string source, string path, string variable, JsonObject template)
    {
        template.Remove("priority");
        var loop = Reference(source, path);
        loop["as"] = variable;
        return Step("repeat", new JsonObject { ["for"] = loop, ["template"] = template });
    }

    private static string ReasonOf(JsonNode workflow) => workflow["steps"]![0]!["jobs"]![0]!["reason"]!.ToString();
}
