using System.Numerics;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using static BerryAIGen.Toolkit.Tests.Workflows.MediaTools;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>Pictures and videos made larger, and hashes of what is to be seen.</summary>
public sealed class UpscaleAndHashTests : IAsyncLifetime
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
    public async Task A_picture_gets_larger_as_often_as_is_wished_and_by_no_model()
    {
        RequireVips();
        RequireFfmpeg();
        var input = new JsonObject { ["image"] = System.Convert.ToBase64String(Picture), ["numberOfRepeats"] = 2 };

        var done = await _story.RunAsync(Workflow(Step("imageUpscaler", input)));
        var (status, refused) = await _story.Server.SendAsync(
            "POST",
            "/v2/consumer/workflows",
            Workflow(Step("imageUpscaler", new JsonObject { ["image"] = "x", ["model"] = "urn:air:x" })).ToJsonString()
        );

        done["status"]!.ToString().ShouldBe("succeeded", done.ToJsonString());
        var blob = done["steps"]![0]!["output"]!["blob"]!;
        ((int)blob["width"]!, (int)blob["height"]!).ShouldBe((80, 40));
        (await FieldAsync(await FetchAsync(blob, "made.png"), "width")).ShouldBe("80");
        status.ShouldBe(400);
        refused["errors"]!["steps[0].input.model"]![0]!.ToString().ShouldContain("Lanczos");
    }

    [Fact]
    public async Task A_video_of_a_telephone_stays_upright()
    {
        RequireFfmpeg();
        await MakeVideoAsync(_folder.Path, "flat.mp4", "testsrc=d=1:s=64x32:r=5");
        await RunAsync(
            "ffmpeg",
            _folder.Path,
            "-v",
            "error",
            "-i",
            "flat.mp4",
            "-c",
            "copy",
            "-metadata:s:v:0",
            "rotate=90",
            "turned.mp4"
        );
        var input = new JsonObject { ["video"] = await Base64Async("turned.mp4") };

        var done = await _story.RunAsync(Workflow(Step("videoUpscaler", input)));

        done["status"]!.ToString().ShouldBe("succeeded", done.ToJsonString());
        var blob = done["steps"]![0]!["output"]!["video"]!;
        ((int)blob["width"]!, (int)blob["height"]!).ShouldBe((64, 128));
    }

    [Fact]
    public async Task An_edge_is_enlarged_with_the_overshoot_of_three_lobes()
    {
        RequireVips();
        RequireFfmpeg();
        // Grey 64 and 192: three lobes overshoot on both sides of an edge, a third of the pixels away again.
        await RunAsync("vips", _folder.Path, "black", "a.v", "16", "16");
        await RunAsync("vips", _folder.Path, "linear", "a.v", "d.png", "0", "64", "--uchar");
        await RunAsync("vips", _folder.Path, "linear", "a.v", "l.png", "0", "192", "--uchar");
        await RunAsync("vips", _folder.Path, "join", "d.png", "l.png", "edge.png", "horizontal");
        var input = new JsonObject { ["image"] = await Base64Async("edge.png") };

        var done = await _story.RunAsync(Workflow(Step("imageUpscaler", input)));

        done["status"]!.ToString().ShouldBe("succeeded", done.ToJsonString());
        var made = await FetchAsync(done["steps"]![0]!["output"]!["blob"]!, "made.png");
        await RunAsync(
            "ffmpeg",
            _folder.Path,
            "-y",
            "-v",
            "error",
            "-i",
            made,
            "-vf",
            "format=gray,crop=64:1:0:16",
            "-f",
            "rawvideo",
            "row"
        );
        var row = await File.ReadAllBytesAsync(_folder.Combine("row"), Stop);
        row.Length.ShouldBe(64);
        // A cubic one never goes above again on the dark side.
        row[..32].Min().ShouldBeLessThan((byte)63);
        row[..28].Max().ShouldBeGreaterThan((byte)64);
        row[..32].Max().ShouldBeLessThan((byte)128);
    }

    [Fact]
    public async Task A_video_gets_larger_and_keeps_its_length_and_sound()
    {
        RequireFfmpeg();
        await RunAsync(
            "ffmpeg",
            _folder.Path,
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc=d=1:s=64x32:r=10",
            "-f",
            "lavfi",
            "-i",
            "sine=440:d=1",
            "-pix_fmt",
            "yuv420p",
            "a.mp4"
        );
        var input = new JsonObject { ["video"] = await Base64Async("a.mp4"), ["scaleFactor"] = 3 };

        var done = await _story.RunAsync(Workflow(Step("videoUpscaler", input)));
        var wrong = await _story.RunAsync(
            Workflow(Step("videoUpscaler", new JsonObject { ["video"] = _story.OutsidePicture.ToString() }))
        );

        done["status"]!.ToString().ShouldBe("succeeded", done.ToJsonString());
        var blob = done["steps"]![0]!["output"]!["video"]!;
        ((int)blob["width"]!, (int)blob["height"]!).ShouldBe((192, 96));
        var made = await FetchAsync(blob, "made.mp4");
        var told = await RunAsync(
            "ffprobe",
            _folder.Path,
            "-v",
            "error",
            "-show_entries",
            "stream=codec_type,width:format=duration",
            "-of",
            "csv=p=0",
            made
        );
        told.ShouldContain("video,192");
        told.ShouldContain("audio");
        double.Parse(told.Trim().Split('\n')[^1]).ShouldBe(1, 0.15);
        wrong["steps"]![0]!["jobs"]![0]!["reason"]!.ToString().ShouldContain("image/png, which is no video");
    }

    [Fact]
    public async Task Hashes_are_alike_for_what_looks_alike_and_of_the_algorithms_that_are_told()
    {
        RequireVips();
        RequireFfmpeg();
        await RunAsync("vips", _folder.Path, "grey", "ramp.png", "180", "160", "--uchar");
        await RunAsync("vips", _folder.Path, "flip", "ramp.png", "back.png", "horizontal");
        await RunAsync(
            "ffmpeg",
            _folder.Path,
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc=s=320x240",
            "-frames:v",
            "1",
            "a.png"
        );
        await RunAsync("vips", _folder.Path, "resize", "a.png", "b.jpeg", "0.6");
        await RunAsync(
            "ffmpeg",
            _folder.Path,
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "mandelbrot=s=320x240",
            "-frames:v",
            "1",
            "c.png"
        );

        var ramp = await HashAsync("ramp.png");
        var back = await HashAsync("back.png");
        var (first, small, other) = (await HashAsync("a.png"), await HashAsync("b.jpeg"), await HashAsync("c.png"));

        // Each grey is lighter than its left neighbour; turned round, none is.
        ramp["perceptual"]!.ToString().ShouldBe("ffffffffffffffff");
        back["perceptual"]!.ToString().ShouldBe("0000000000000000");
        (first["perceptualDct"]!.ToString().Length, first["perceptualDct256"]!.ToString().Length).ShouldBe((16, 64));
        foreach (
            var (kind, bits) in ((string, int)[])[("perceptual", 64), ("perceptualDct", 64), ("perceptualDct256", 256)]
        )
        {
            Apart(first, small, kind).ShouldBeLessThan(bits / 8, kind);
            Apart(first, other, kind).ShouldBeGreaterThan(bits / 5, kind);
        }

        // Half of the frequencies lie above their median.
        Bits(first["perceptualDct256"]!).ShouldBe(128);
    }

    [Fact]
    public async Task A_hash_that_nobody_knows_and_a_sound_are_refused()
    {
        RequireFfmpeg();
        await RunAsync("ffmpeg", _folder.Path, "-v", "error", "-f", "lavfi", "-i", "sine=440:d=1", "tone.wav");

        var (status, refused) = await _story.Server.SendAsync(
            "POST",
            "/v2/consumer/workflows",
            """{"steps":[{"$type":"mediaHash","input":{"mediaUrl":"https://example.org/a.png","hashTypes":["perceptual","blockMean"]}}]}"""
        );
        var sound = await _story.RunAsync(
            Workflow(
                Step(
                    "mediaHash",
                    new JsonObject
                    {
                        ["mediaUrl"] = await Base64Async("tone.wav"),
                        ["hashTypes"] = new JsonArray("perceptual"),
                    }
                )
            )
        );

        status.ShouldBe(400);
        refused["errors"]!["steps[0].input.hashTypes[1]"]![0]!.ToString().ShouldContain("perceptualDct256");
        sound["steps"]![0]!["jobs"]![0]!["reason"]!.ToString().ShouldContain("audio/wav without a picture");
    }

    private static int Apart(JsonNode one, JsonNode other, string kind) =>
        Bytes(one[kind]!).Zip(Bytes(other[kind]!), (a, b) => BitOperations.PopCount((uint)(a ^ b))).Sum();

    private static int Bits(JsonNode hash) => Bytes(hash).Sum(one => BitOperations.PopCount(one));

    private static byte[] Bytes(JsonNode hash) => System.Convert.FromHexString(hash.ToString());

    private async Task<JsonNode> HashAsync(string name)
    {
        var workflow = await _story.RunAsync(
            Workflow(
                Step(
                    "mediaHash",
                    new JsonObject
                    {
                        ["mediaUrl"] = await Base64Async(name),
                        ["hashTypes"] = new JsonArray("perceptual", "perceptualDct", "perceptualDct256"),
                    }
                )
            )
        );
        workflow["status"]!.ToString().ShouldBe("succeeded", workflow.ToJsonString());
        return workflow["steps"]![0]!["output"]!["hashes"]!;
    }

    private async Task<string> Base64Async(string name) =>
        System.Convert.ToBase64String(await File.ReadAllBytesAsync(_folder.Combine(name), Stop));

    private async Task<string> FieldAsync(string name, string field) =>
        (await RunAsync("vipsheader", _folder.Path, "-f", field, name)).Trim();

    private async Task<string> FetchAsync(JsonNode blob, string name)
    {
        var bytes = await _story.Server.Http.GetByteArrayAsync(new Uri(blob["url"]!.ToString()), Stop);
        await File.WriteAllBytesAsync(_folder.Combine(name), bytes, Stop);
        return name;
    }
}
