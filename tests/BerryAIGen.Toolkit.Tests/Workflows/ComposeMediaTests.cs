using System.Globalization;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using static BerryAIGen.Toolkit.Tests.Workflows.MediaTools;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>Videos and sounds put together, looked at picture by picture.</summary>
public sealed class ComposeMediaTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private OwnOrchestrator _story = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _story = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _story.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Videos_come_after_each_other_with_a_sound_at_its_time()
    {
        RequireFfmpeg();
        var (red, blue, tone) = (await VideoAsync("red"), await VideoAsync("blue"), await ToneAsync());

        var output = await ComposeAsync(
            new JsonObject
            {
                ["elements"] = new JsonArray(Element(red), Element(blue), Element(tone, ("at", 0.5))),
                ["canvas"] = new JsonObject { ["width"] = 64, ["height"] = 48 },
            }
        );

        output["type"]!.ToString().ShouldBe("video");
        var blob = output["videoBlob"]!;
        (blob["type"]!.ToString(), (int)blob["width"]!, (int)blob["height"]!).ShouldBe(("video", 64, 48));
        output["elements"]!
            .AsArray()
            .Select(one => (double)one!["startSeconds"]!)
            .ShouldBe([0, (double)output["elements"]![0]!["duration"]!, 0.5]);
        var made = await FetchAsync(blob, "made.mp4");
        (await LengthAsync(made)).ShouldBe(2, 0.15);
        (await SizeAsync(made)).ShouldBe("64,48");
        // A video of 64 × 32 fits into the canvas at its top left; below it is what lies under it.
        (await PixelAsync(made, 0.5, 20, 10)).ShouldBe("red");
        (await PixelAsync(made, 1.5, 20, 10)).ShouldBe("blue");
        (await PixelAsync(made, 1.5, 20, 42)).ShouldBe("black");
        (await LoudnessAsync(made, 0, 0.4)).ShouldBeLessThan(-60);
        (await LoudnessAsync(made, 0.7, 0.5)).ShouldBeGreaterThan(-40);
    }

    [Fact]
    public async Task Videos_lie_over_each_other_by_their_order_place_and_size()
    {
        RequireFfmpeg();
        var (red, blue) = (await VideoAsync("red"), await VideoAsync("blue"));
        var small = Element(blue, ("at", 0.0));
        small["layout"] = new JsonObject
        {
            ["scale"] = 0.5,
            ["x"] = 32,
            ["y"] = 16,
            ["zOrder"] = 1,
        };

        var output = await ComposeAsync(
            new JsonObject
            {
                // The first one lies above, for its order says so.
                ["elements"] = new JsonArray(small, Element(red, ("at", 0.0))),
                ["output"] = new JsonObject { ["container"] = "webm" },
            }
        );

        var made = await FetchAsync(output["videoBlob"]!, "made.webm");
        (await SizeAsync(made)).ShouldBe("64,32");
        (await PixelAsync(made, 0.5, 10, 8)).ShouldBe("red");
        (await PixelAsync(made, 0.5, 50, 8)).ShouldBe("red");
        (await PixelAsync(made, 0.5, 50, 24)).ShouldBe("blue");
    }

    [Fact]
    public async Task Sounds_are_mixed_faded_and_made_softer()
    {
        RequireFfmpeg();
        var tone = await ToneAsync();
        var soft = Element(tone, ("at", 0.0));
        soft["transformers"] = new JsonArray(
            new JsonObject { ["type"] = "volume", ["db"] = -12 },
            new JsonObject { ["type"] = "fadeIn", ["durationMs"] = 500 }
        );

        var loud = await ComposeAsync(new JsonObject { ["elements"] = new JsonArray(Element(tone)) });
        var quiet = await ComposeAsync(new JsonObject { ["elements"] = new JsonArray(soft) });
        var both = new JsonArray(Element(tone, ("at", 0.0)), Element(tone, ("at", 0.0)));
        var shared = await ComposeAsync(
            new JsonObject
            {
                ["elements"] = both,
                ["normalize"] = true,
                ["output"] = new JsonObject { ["type"] = "audio", ["container"] = "ogg" },
            }
        );

        (loud["type"]!.ToString(), loud["audioBlob"]!["type"]!.ToString()).ShouldBe(("audio", "audio"));
        ((double)loud["audioBlob"]!["duration"]!).ShouldBe(1, 0.1);
        var first = await LoudnessAsync(await FetchAsync(loud["audioBlob"]!, "loud.mp3"), 0.6, 0.3);
        var second = await FetchAsync(quiet["audioBlob"]!, "quiet.mp3");
        (await LoudnessAsync(second, 0.6, 0.3)).ShouldBe(first - 12, 1.5);
        (await LoudnessAsync(second, 0.02, 0.08)).ShouldBeLessThan(first - 18);
        // Two of one, each at half its height, are as loud as one.
        (await LoudnessAsync(await FetchAsync(shared["audioBlob"]!, "shared.ogg"), 0.6, 0.3)).ShouldBe(first, 1.5);
    }

    [Fact]
    public async Task What_is_not_done_here_is_refused_by_name()
    {
        RequireFfmpeg();
        var (status, refused) = await _story.Server.SendAsync(
            "POST",
            "/v2/consumer/workflows",
            """
            { "steps": [{ "$type": "composeMedia", "input": {
                "elements": [
                  { "url": "https://example.org/a.mp4", "speed": 2, "at": -1,
                    "transformers": [{ "type": "backgroundRemoval" }], "layout": { "fit": "fill", "angle": 3 } }],
                "canvas": { "width": 65, "height": 48, "background": "transparent" },
                "output": { "type": "audio", "container": "mp4" },
                "subtitles": "x" } }] }
            """
        );
        var picture = await _story.RunAsync(
            Workflow(
                Compose(new JsonObject { ["elements"] = new JsonArray(Element(_story.OutsidePicture.ToString())) })
            )
        );
        var huge = Compose(
            new JsonObject { ["elements"] = new JsonArray(Element(await VideoAsync("red"), ("at", 7200.0))) }
        );
        huge["input"]!["canvas"] = new JsonObject
        {
            ["width"] = 7680,
            ["height"] = 4320,
            ["fps"] = 120,
        };
        var large = await _story.RunAsync(Workflow(huge));
        var early = await _story.RunAsync(
            Workflow(
                Compose(new JsonObject { ["elements"] = new JsonArray(Element(await ToneAsync(), ("offset", -2.5))) })
            )
        );

        status.ShouldBe(400);
        const string place = "steps[0].input";
        refused["errors"]!
            .AsObject()
            .Select(row => row.Key)
            .ShouldBe(
                [
                    $"{place}.subtitles",
                    $"{place}.output.container",
                    $"{place}.elements[0].speed",
                    $"{place}.elements[0].at",
                    $"{place}.elements[0].layout.fit",
                    $"{place}.elements[0].layout.angle",
                    $"{place}.elements[0].transformers[0].type",
                    $"{place}.canvas.width",
                    $"{place}.canvas.background",
                ],
                ignoreOrder: true
            );
        ReasonOf(picture).ShouldContain("elements[0] is image/png");
        ReasonOf(large)
            .ShouldBe(
                "canvas: 7680 × 4320 pixels 120 times a second for 7201 seconds are more than 300 gigapixels, the most that one step writes; take a smaller canvas, a lower canvas.fps, or less time."
            );
        ReasonOf(early).ShouldContain("elements[0] would begin 2.5 seconds before the beginning");
    }

    private static string ReasonOf(JsonNode workflow) => workflow["steps"]![0]!["jobs"]![0]!["reason"]!.ToString();

    private static JsonObject Compose(JsonObject input) => Step("composeMedia", input);

    private static JsonObject Element(string url, params (string Name, double Value)[] more)
    {
        var element = new JsonObject { ["url"] = url };
        foreach (var (name, value) in more)
            element[name] = value;
        return element;
    }

    private async Task<JsonNode> ComposeAsync(JsonObject input)
    {
        var workflow = await _story.RunAsync(Workflow(Compose(input)));
        workflow["status"]!.ToString().ShouldBe("succeeded", workflow.ToJsonString());
        return workflow["steps"]![0]!["output"]!;
    }

    private async Task<string> VideoAsync(string colour)
    {
        await MakeVideoAsync(_folder.Path, $"{colour}.mp4", $"color=c={colour}:s=64x32:r=10:d=1");
        return await SendAsync($"{colour}.mp4", "video/mp4");
    }

    private async Task<string> ToneAsync()
    {
        await RunAsync("ffmpeg", _folder.Path, "-y", "-v", "error", "-f", "lavfi", "-i", "sine=440:d=1", "tone.wav");
        return await SendAsync("tone.wav", "audio/wav");
    }

    private async Task<string> SendAsync(string name, string type) =>
        (
            await _story.UploadAsync(
                "/v2/consumer/blobs",
                await File.ReadAllBytesAsync(_folder.Combine(name), Stop),
                type
            )
        ).Body["url"]!.ToString();

    private async Task<string> FetchAsync(JsonNode blob, string name)
    {
        var bytes = await _story.Server.Http.GetByteArrayAsync(new Uri(blob["url"]!.ToString()), Stop);
        await File.WriteAllBytesAsync(_folder.Combine(name), bytes, Stop);
        return name;
    }

    private Task<string> ProbeAsync(string name, string entries) =>
        RunAsync("ffprobe", _folder.Path, "-v", "error", "-show_entries", entries, "-of", "csv=p=0", name);

    private async Task<double> LengthAsync(string name) =>
        double.Parse((await ProbeAsync(name, "format=duration")).Trim(), CultureInfo.InvariantCulture);

    private async Task<string> SizeAsync(string name) =>
        (await ProbeAsync(name, "stream=width,height")).Split('\n').First(line => line.Contains(',')).Trim();

    private async Task<string> PixelAsync(string name, double seconds, int x, int y)
    {
        await RunAsync(
            "ffmpeg",
            _folder.Path,
            "-y",
            "-v",
            "error",
            "-ss",
            seconds.ToString(CultureInfo.InvariantCulture),
            "-i",
            name,
            "-frames:v",
            "1",
            "-vf",
            $"format=rgb24,crop=1:1:{x}:{y}",
            "-f",
            "rawvideo",
            "pixel"
        );
        var pixel = await File.ReadAllBytesAsync(_folder.Combine("pixel"), Stop);
        return pixel is [> 150, < 100, < 100] ? "red"
            : pixel is [< 100, < 100, > 150] ? "blue"
            : pixel is [< 40, < 40, < 40] ? "black"
            : System.Convert.ToHexString(pixel);
    }

    // Decibels of a piece of a sound, by its samples; seeking would begin somewhere near.
    private async Task<double> LoudnessAsync(string name, double seconds, double length)
    {
        const int rate = 48000;
        await RunAsync(
            "ffmpeg",
            _folder.Path,
            "-y",
            "-v",
            "error",
            "-i",
            name,
            "-vn",
            "-ac",
            "1",
            "-ar",
            $"{rate}",
            "-f",
            "s16le",
            "samples"
        );
        var bytes = await File.ReadAllBytesAsync(_folder.Combine("samples"), Stop);
        var (sum, count) = (0.0, 0);
        for (var at = (int)(seconds * rate) * 2; at + 1 < bytes.Length && count < length * rate; at += 2, count++)
            sum += Math.Pow(BitConverter.ToInt16(bytes, at) / 32768.0, 2);
        return 10 * Math.Log10(Math.Max(1e-12, sum / Math.Max(1, count)));
    }
}
