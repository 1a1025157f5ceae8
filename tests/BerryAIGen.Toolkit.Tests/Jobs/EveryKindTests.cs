using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace BerryAIGen.Toolkit.Tests.Jobs;

/// <summary>What is promised of jobs holds for each kind of them.</summary>
public sealed class EveryKindTests(JobStory story) : IClassFixture<JobStory>
{
    public static TheoryData<string> Kinds => [.. SlowWork.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_job_outlives_a_kill_and_a_stop_and_is_finished_by_who_comes_then(string kind)
    {
        // Five seconds on a quiet machine that starts a server in one, and a moment for each of the others that come at
        // once; at most three times that on one that does much else.
        var promised = 5 + (0.2 * (SlowWork.Kinds.Count - 1));
        story.TakenUpAfter[kind].ShouldBeLessThanOrEqualTo(3 * promised * Math.Max(1, story.StartedIn));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"started in {story.StartedIn:0.0} s, taken up {story.TakenUpAfter[kind]:0.0} s after"
        );
        story.ExitCode.ShouldBe(0);
        var left = story.HandedOver[kind];
        (left.State, left.Owner, left.Attempt, left.Wish).ShouldBe(("queued", null, 2, null));
        var done = story.Done[kind];
        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        done["attempt"]!.GetValue<int>().ShouldBe(3);
        ShouldBeRight(kind, done["result"]!);
    }

    [Fact]
    public void Every_kind_that_the_server_does_is_driven()
    {
        story.Registered.ShouldBe(SlowWork.Kinds, ignoreOrder: true);
    }

    private void ShouldBeRight(string kind, JsonNode result)
    {
        switch (kind)
        {
            case "download":
                new FileInfo(PathOf(result["files"]![0]!)).Length.ShouldBe(SlowWork.DownloadBytes);
                break;
            case "import":
                var hash = Hash(story.Work.Imported);
                Hash(PathOf(result)).ShouldBe(hash);
                story.Models[PathOf(result)]["checksum"]!.ToString().ShouldBe($"sha256:{hash}");
                break;
            case "convert":
                story.Models[PathOf(result)]["size"]!.GetValue<long>().ShouldBe(new FileInfo(PathOf(result)).Length);
                break;
            case "verify":
                result["wrong"]!.AsArray().ShouldBeEmpty();
                var heavy = story.Models[Path.Combine(story.Work.Models, "heavy.safetensors")];
                heavy["checksum"]!.ToString().ShouldStartWith("sha256:");
                break;
            case "index":
                story.Models.ShouldContainKey(Path.Combine(story.Work.Models, "unknown.gguf"));
                break;
            case "ollama-import":
                var given = File.ReadAllBytes(story.Work.Asked);
                var blob = $"sha256:{result["sha256"]}";
                story.Work.Ollama.Blobs[blob].ShouldBe(given);
                story.Work.Ollama.Models[$"{result["name"]}"]["files"]!["asked.gguf"]!.ToString().ShouldBe(blob);
                // What it has of the first server is not sent again by the next ones.
                story.Work.Ollama.Sent.ShouldBe(1);
                break;
            case "update_check":
                result["counts"]!["unknown"]!.GetValue<int>().ShouldBe(result["checked"]!.GetValue<int>());
                break;
            case "picture_index":
                (result["added"]!.GetValue<int>() + result["unchanged"]!.GetValue<int>()).ShouldBe(1);
                result["asked"]!.GetValue<int>().ShouldBe(1);
                break;
            case "subscription_check":
                (result["checked"]!.GetValue<int>(), result["gone"]!.GetValue<int>()).ShouldBe((1, 1));
                break;
            case "generation":
                result["outputs"]!.GetValue<int>().ShouldBe(0);
                break;
            case "update":
                (result["done"]!.GetValue<int>(), result["skipped"]!.GetValue<int>()).ShouldBe((1, 1));
                break;
            case "workflow-files" or "workflow-pictures" or "workflow-video":
                // What came of it is its owner's to see, in the workflow.
                result.ShouldBeNull();
                break;
            default:
                result["failed"]!.GetValue<int>().ShouldBe(0);
                break;
        }

        // Of all of them: what was half done when a server went is gone on with or removed.
        story.Work.Parts().ShouldBeEmpty();
    }

    private static string PathOf(JsonNode result) => result["path"]!.ToString();

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
