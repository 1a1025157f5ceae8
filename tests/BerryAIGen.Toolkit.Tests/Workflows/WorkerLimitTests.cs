using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using static BerryAIGen.Toolkit.Tests.Workflows.MediaTools;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>What no worker works on, and how much room a step gets.</summary>
public sealed class WorkerLimitTests : IAsyncLifetime
{
    private OwnOrchestrator _story = null!;

    public async ValueTask InitializeAsync() => _story = await StartAsync();

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    [Fact]
    public async Task What_lies_on_a_private_network_or_is_no_picture_is_not_worked_on()
    {
        await using var strict = await StartAsync(("BERRY_ALLOW_HOSTS", ""));

        var refused = await strict.RunAsync(Workflow(Upload("http://127.0.0.1:9/secret.png")));
        // Where models come from may be private; what a stranger names may not be there.
        await using var sourced = await StartAsync(
            ("BERRY_ALLOW_HOSTS", ""),
            ("BERRY_CIVITAI_URL", new Uri(_story.OutsidePicture, "/").ToString())
        );
        var source = await sourced.RunAsync(Workflow(Upload(_story.OutsidePicture.ToString())));
        var text = await _story.RunAsync(Workflow(Upload(System.Convert.ToBase64String("no picture"u8.ToArray()))));

        ReasonOf(refused).ShouldContain("private network");
        ReasonOf(source).ShouldContain("private network");
        ReasonOf(text).ShouldContain("none of image/png");
    }

    [Fact]
    public async Task A_step_gets_so_much_room_and_what_is_between_two_changes_takes_none()
    {
        RequireVips();
        RequireFfmpeg();
        using var folder = new TemporaryFolder();
        await MakeVideoAsync(
            folder.Path,
            "noise.mp4",
            "testsrc2=d=3:s=1280x720:r=30,noise=alls=80:allf=t",
            "-crf",
            "48"
        );
        await using var small = await StartAsync(("BERRY_MAX_BLOB_MIB", "1"));
        var sent = await small.UploadAsync(
            "/v2/consumer/blobs",
            await File.ReadAllBytesAsync(folder.Combine("noise.mp4"), TestContext.Current.CancellationToken),
            "video/mp4"
        );
        var region = () =>
            (JsonNode)
                new JsonObject
                {
                    ["x1"] = 0,
                    ["y1"] = 0,
                    ["x2"] = 800,
                    ["y2"] = 800,
                };
        var blur = Convert(System.Convert.ToBase64String(new PngMaker(800, 800).Build()));
        blur["input"]!["transforms"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "blur",
                ["blur"] = 1,
                ["mode"] = "include",
                ["regions"] = new JsonArray([.. Enumerable.Range(0, 12).Select(_ => region())]),
            }
        );

        var frames = await small.RunAsync(
            Workflow(
                Step(
                    "videoFrameExtraction",
                    new JsonObject
                    {
                        ["videoUrl"] = sent.Body["id"]!.ToString(),
                        ["frameRate"] = 30,
                        ["uniqueThreshold"] = 1,
                    }
                )
            )
        );
        var blurred = await small.RunAsync(Workflow(blur));

        ReasonOf(frames).ShouldContain("16 MiB to work in");
        blurred["status"]!.ToString().ShouldBe("succeeded", blurred.ToJsonString());
    }

    private static string ReasonOf(JsonNode workflow) => workflow["steps"]![0]!["jobs"]![0]!["reason"]!.ToString();
}
