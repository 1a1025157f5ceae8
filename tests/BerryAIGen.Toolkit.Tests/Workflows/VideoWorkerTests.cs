using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using static BerryAIGen.Toolkit.Tests.Workflows.MediaTools;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>What the workers make of videos.</summary>
public sealed class VideoWorkerTests : IAsyncLifetime
{
    private OwnOrchestrator _story = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _story = await StartAsync();

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    [Fact]
    public async Task A_video_is_measured_taken_apart_and_made_smaller()
    {
        RequireFfmpeg();
        using var folder = new TemporaryFolder();
        await RunAsync(
            "ffmpeg",
            folder.Path,
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc=d=3:s=128x64:r=10",
            "-pix_fmt",
            "yuv420p",
            "a.mp4"
        );
        var sent = await _story.UploadAsync(
            "/v2/consumer/blobs",
            await File.ReadAllBytesAsync(folder.Combine("a.mp4"), Stop),
            "video/mp4"
        );
        var url = sent.Body["url"]!.ToString();

        var workflow = await _story.RunAsync(
            Workflow(
                Step("videoMetadata", new JsonObject { ["video"] = url }),
                Step("videoFrameExtraction", new JsonObject { ["videoUrl"] = url, ["uniqueThreshold"] = 1 }),
                Step(
                    "transcode",
                    new JsonObject
                    {
                        ["sourceUrl"] = url,
                        ["width"] = 64,
                        ["containerFormat"] = "webM",
                    }
                ),
                Step("videoMetadata", new JsonObject { ["video"] = Reference("$2", "output.url") })
            )
        );

        workflow["status"]!.ToString().ShouldBe("succeeded", workflow.ToJsonString());
        var outputs = workflow["steps"]!.AsArray().Select(step => step!["output"]!).ToArray();
        (outputs[0]["width"]!.GetValue<int>(), outputs[0]["fps"]!.GetValue<double>()).ShouldBe((128, 10));
        TimeSpan.Parse(outputs[0]["duration"]!.ToString()).TotalSeconds.ShouldBe(3, 0.2);
        outputs[1]["totalFramesExtracted"]!.GetValue<int>().ShouldBe(3);
        outputs[1]["frames"]![0]!["width"]!.GetValue<int>().ShouldBe(128);
        outputs[2]["url"]!.ToString().ShouldContain("/blobs/content/");
        (outputs[3]["width"]!.GetValue<int>(), outputs[3]["height"]!.GetValue<int>()).ShouldBe((64, 32));
    }

    [Fact]
    public async Task A_playlist_behind_the_tag_of_a_sound_opens_no_file_of_this_machine()
    {
        RequireFfmpeg();
        using var folder = new TemporaryFolder();
        await MakeVideoAsync(folder.Path, "secret.mp4", "testsrc=d=1:s=128x64:r=10");
        byte[] tag = [.. "ID3"u8, 3, 0, 0, 0, 0, 0, 20, .. "TIT2"u8, 0, 0, 0, 10, 0, 0, 0, .. "a playlis"u8];
        var list = $"""
            #EXTM3U
            #EXT-X-TARGETDURATION:10
            #EXTINF:10.0,
            {folder.Combine("secret.mp4")}
            #EXT-X-ENDLIST

            """;
        byte[] sound = [.. tag, .. System.Text.Encoding.UTF8.GetBytes(list)];

        var workflow = await _story.RunAsync(
            Workflow(Step("videoMetadata", new JsonObject { ["video"] = System.Convert.ToBase64String(sound) }))
        );

        workflow["status"]!.ToString().ShouldBe("failed", workflow.ToJsonString());
        workflow["steps"]![0]!["output"].ShouldBeNull();
    }
}
