using System.Text.Json.Nodes;
using BerryAIGen.Testing;
using static BerryAIGen.Toolkit.Tests.Workflows.MediaTools;
using static BerryAIGen.Toolkit.Tests.Workflows.OwnOrchestrator;

namespace BerryAIGen.Toolkit.Tests.Workflows;

/// <summary>Files that end before their picture does.</summary>
public sealed class CutPictureTests
{
    [Theory]
    [InlineData("cut.jpeg", "no picture that could be read whole")]
    [InlineData("cut.png", "image/png without a picture")]
    public async Task A_picture_that_is_cut_off_has_no_hash(string name, string why)
    {
        RequireFfmpeg();
        using var folder = new TemporaryFolder();
        await using var story = await StartAsync();
        await RunAsync(
            "ffmpeg",
            folder.Path,
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "testsrc=s=320x240",
            "-frames:v",
            "1",
            name
        );
        var bytes = await File.ReadAllBytesAsync(folder.Combine(name), TestContext.Current.CancellationToken);

        var whole = await story.RunAsync(HashOf(bytes));
        var cut = await story.RunAsync(HashOf(bytes[..(bytes.Length * 6 / 10)]));

        whole["status"]!.ToString().ShouldBe("succeeded", whole.ToJsonString());
        cut["status"]!.ToString().ShouldBe("failed", cut.ToJsonString());
        cut["steps"]![0]!["jobs"]![0]!["reason"]!.ToString().ShouldContain(why);
    }

    private static JsonObject HashOf(byte[] bytes) =>
        Workflow(
            Step(
                "mediaHash",
                new JsonObject
                {
                    ["mediaUrl"] = System.Convert.ToBase64String(bytes),
                    ["hashTypes"] = new JsonArray("perceptual"),
                }
            )
        );
}
