using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.HuggingFace;

/// <summary>What stays written down of a download from the hub, and what does not.</summary>
public sealed class HuggingFaceRecordTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task The_record_pins_the_commit_and_keeps_the_model_card()
    {
        using var story = new LibraryStory(sandbox);

        var item = (await story.DownloadAsync("hf:sandbox-labs/variants/variants-v1.safetensors")).Single();

        var record = JsonNode.Parse(File.ReadAllText(item.Sidecar!))!;
        ((string?)record["repository"]).ShouldBe("sandbox-labs/variants");
        ((string?)record["revision"]).ShouldBe("6f5e4d3c2b1a09f8e7d6c5b4a3f2e1d0c9b8a7f6");
        ((string?)record["path"]).ShouldBe("variants-v1.safetensors");
        ((string?)record["version_name"]).ShouldBe("main");
        ((string?)record["source_url"]).ShouldNotBeNull().ShouldContain("/resolve/6f5e4d3c2b1a09f8");
        ((string?)record["model_card"]!["licence"]).ShouldBe("openrail++");
        ((string?)record["model_card"]!["base_models"]![0]).ShouldBe("sandbox-labs/tiny-diffusion");
        ((string?)record["model_card"]!["pipeline_tag"]).ShouldBe("text-to-image");
        record["tags"]!
            .AsArray()
            .Select(tag => (string?)tag)
            .ShouldBe(["diffusers", "safetensors", "stable-diffusion"]);
    }

    [Fact]
    public async Task A_pasted_token_is_a_header_for_its_own_host_and_nothing_for_the_next()
    {
        using var folder = new TemporaryFolder();
        await using var storage = new RawHttpServer(RawReply.File(TinySafetensors.Create(4096)));
        await using var hub = new RawHttpServer(request =>
            request.Target switch
            {
                var target when target.Contains("/revision/") => HubStory.Json("""{"sha":"abc123"}"""),
                var target when target.Contains("/tree/") => HubStory.Json(
                    """[{"type":"file","path":"m.safetensors"}]"""
                ),
                _ => RawReply.Redirect(storage.Address("/blob").AbsoluteUri),
            }
        );
        using var library = new BerryLibrary(
            new LibraryOptions { HuggingFaceUrl = hub.Address("/"), AllowedHosts = ["127.0.0.1"] }
        );
        var request = new DownloadRequest
        {
            References = [hub.Address("/owner/repo/resolve/main/m.safetensors?token=SECRET").AbsoluteUri],
            Target = new DownloadTarget { Folder = folder.Path },
        };

        var items = await library.DownloadAsync(request, null, TestContext.Current.CancellationToken);

        items.ShouldHaveSingleItem().State.ShouldBe(DownloadState.Completed, items[0].Reason);
        hub.Requests.ShouldAllBe(asked => asked.Header("Authorization") == "Bearer SECRET");
        hub.Requests[^1].Target.ShouldBe("/owner/repo/resolve/abc123/m.safetensors");
        storage.Requests.ShouldHaveSingleItem().Header("Authorization").ShouldBeNull();
        File.ReadAllText(items[0].Sidecar!).ShouldNotContain("SECRET");
    }
}
