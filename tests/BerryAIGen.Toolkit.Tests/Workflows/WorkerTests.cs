using System.Diagnostics;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>What the workers make, looked at with their tools' own eyes.</summary>
public sealed class WorkerTests : IAsyncLifetime
{
    private OwnOrchestrator _story = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _story = await StartAsync();

    public ValueTask DisposeAsync() => _story.DisposeAsync();

    [Theory]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("png", "image/png")]
    [InlineData("webp", "image/webp")]
    [InlineData("gif", "image/gif")]
    public async Task A_picture_gets_another_format_and_width(string format, string mediaType)
    {
        RequireVips();
        var step = Convert(System.Convert.ToBase64String(Picture));
        step["input"]!["output"]!["format"] = format;
        step["input"]!["transforms"] = new JsonArray(new JsonObject { ["type"] = "resize", ["targetWidth"] = 40 });

        var workflow = await _story.RunAsync(Workflow(step));

        workflow["status"]!.ToString().ShouldBe("succeeded", workflow.ToJsonString());
        var blob = workflow["steps"]![0]!["output"]!["blob"]!;
        (blob["width"]!.GetValue<int>(), blob["height"]!.GetValue<int>()).ShouldBe((40, 20));
        using var answer = await _story.Server.Http.GetAsync(new Uri(blob["url"]!.ToString()), Stop);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
    }

    [Fact]
    public async Task Only_the_regions_are_blurred_or_only_what_is_around_them()
    {
        RequireVips();
        using var folder = new TemporaryFolder();
        // Left half black, right half white.
        await RunAsync("vips", folder.Path, "black", "a.png", "20", "20");
        await RunAsync("vips", folder.Path, "linear", "a.png", "b.v", "0", "255");
        await RunAsync("vips", folder.Path, "cast", "b.v", "w.png", "uchar");
        await RunAsync("vips", folder.Path, "join", "a.png", "w.png", "c.png", "horizontal");
        var image = System.Convert.ToBase64String(await File.ReadAllBytesAsync(folder.Combine("c.png"), Stop));

        var inside = await EdgesAsync("include");
        var outside = await EdgesAsync("exclude");

        // Above the middle is the region; a blur makes grey of the edge between black and white.
        inside.Top.ShouldBeInRange(20, 235);
        inside.Bottom.ShouldBe(0);
        outside.Top.ShouldBe(0);
        outside.Bottom.ShouldBeInRange(20, 235);

        async Task<(double Top, double Bottom)> EdgesAsync(string mode)
        {
            var step = Convert(image);
            step["input"]!["output"] = new JsonObject { ["format"] = "png", ["hideMetadata"] = true };
            step["input"]!["transforms"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "blur",
                    ["blur"] = 3,
                    ["mode"] = mode,
                    ["regions"] = new JsonArray(
                        new JsonObject
                        {
                            ["x1"] = 0,
                            ["y1"] = 0,
                            ["x2"] = 40,
                            ["y2"] = 10,
                        }
                    ),
                }
            );
            var workflow = await _story.RunAsync(Workflow(step));
            workflow["status"]!.ToString().ShouldBe("succeeded", workflow.ToJsonString());
            var url = workflow["steps"]![0]!["output"]!["blob"]!["url"]!.ToString();
            await File.WriteAllBytesAsync(
                folder.Combine($"{mode}.png"),
                await _story.Server.Http.GetByteArrayAsync(new Uri(url), Stop),
                Stop
            );
            return (await PointAsync(4), await PointAsync(16));

            // The last black column.
            async Task<double> PointAsync(int y) =>
                double.Parse(
                    (await RunAsync("vips", folder.Path, "getpoint", $"{mode}.png", "19", $"{y}")).Split(' ')[0]
                );
        }
    }

    [Fact]
    public async Task A_moving_picture_keeps_its_pictures_or_as_many_as_are_wanted()
    {
        RequireVips();
        RequireFfmpeg();
        using var folder = new TemporaryFolder();
        await RunAsync("ffmpeg", folder.Path, "-v", "error", "-f", "lavfi", "-i", "testsrc=d=1:s=64x32:r=5", "a.gif");
        var image = System.Convert.ToBase64String(await File.ReadAllBytesAsync(folder.Combine("a.gif"), Stop));

        (await PagesAsync(null)).ShouldBe("5");
        (await PagesAsync(2)).ShouldBe("2");

        async Task<string> PagesAsync(int? most)
        {
            var step = Convert(image);
            step["input"]!["transforms"] = new JsonArray(new JsonObject { ["type"] = "resize", ["targetWidth"] = 32 });
            if (most is { } count)
                step["input"]!["output"]!["maxFrames"] = count;
            var workflow = await _story.RunAsync(Workflow(step));
            workflow["status"]!.ToString().ShouldBe("succeeded", workflow.ToJsonString());
            var blob = workflow["steps"]![0]!["output"]!["blob"]!;
            (blob["width"]!.GetValue<int>(), blob["height"]!.GetValue<int>()).ShouldBe((32, 16));
            await File.WriteAllBytesAsync(
                folder.Combine("made.webp"),
                await _story.Server.Http.GetByteArrayAsync(new Uri(blob["url"]!.ToString()), Stop),
                Stop
            );
            return (await RunAsync("vipsheader", folder.Path, "-f", "n-pages", "made.webp")).Trim();
        }
    }

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
    public async Task A_playlist_behind_the_tag_of_a_sound_opens_no_file_of_this_machine()
    {
        RequireFfmpeg();
        using var folder = new TemporaryFolder();
        await MakeAsync(folder.Path, "secret.mp4", "testsrc=d=1:s=128x64:r=10");
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

    [Fact]
    public async Task A_step_gets_so_much_room_and_what_is_between_two_changes_takes_none()
    {
        RequireVips();
        RequireFfmpeg();
        using var folder = new TemporaryFolder();
        await MakeAsync(folder.Path, "noise.mp4", "testsrc2=d=3:s=1280x720:r=30,noise=alls=80:allf=t", "-crf", "48");
        await using var small = await StartAsync(("BERRY_MAX_BLOB_MIB", "1"));
        var sent = await small.UploadAsync(
            "/v2/consumer/blobs",
            await File.ReadAllBytesAsync(folder.Combine("noise.mp4"), Stop),
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

    private static Task<string> MakeAsync(string folder, string name, string source, params string[] options) =>
        RunAsync(
            "ffmpeg",
            folder,
            [
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                source,
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                .. options,
                name,
            ]
        );

    private static string ReasonOf(JsonNode workflow) => workflow["steps"]![0]!["jobs"]![0]!["reason"]!.ToString();

    private static JsonObject Step(string type, JsonObject input) => new() { ["$type"] = type, ["input"] = input };

    private static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true }
        )!;
        var output = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        process.ExitCode.ShouldBe(0, program);
        return output;
    }
}
