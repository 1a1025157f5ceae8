using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using static BerryAIGen.Toolkit.Tests.Workflows.MediaTools;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>What the workers make of pictures, looked at with their tools' own eyes.</summary>
public sealed class PictureWorkerTests : IAsyncLifetime
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
}
