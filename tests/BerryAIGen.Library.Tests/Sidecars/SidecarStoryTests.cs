using System.Text.Json.Nodes;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sidecars;

public sealed class SidecarStoryTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_download_writes_the_sidecars_that_are_wished_for()
    {
        using var story = new LibraryStory(sandbox);

        var items = await story.Library.DownloadAsync(
            story.Request("82098") with
            {
                Sidecars = ["a1111", "loramanager", "civitai-helper", "stabilitymatrix"],
            },
            progress: null,
            TestContext.Current.CancellationToken
        );

        var model = items.ShouldHaveSingleItem().Path!;
        File.Delete(items[0].Sidecar!);
        story.Library.Sidecars.Read(model).Sidecars.Count.ShouldBe(4);
        story.Library.Sidecars.Read(model).Facts.VersionId.ShouldBe(87153);
        var manager = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(model, ".metadata.json")))!;
        manager["sha256"]!.GetValue<string>().ShouldBe(items[0].Sha256);
        manager["civitai"]!["model"]!["name"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Sidecars_that_nobody_writes_are_told_before_anything_is_downloaded()
    {
        using var story = new LibraryStory(sandbox);
        sandbox.Server.Requests.Clear();

        await Should.ThrowAsync<LibraryException>(() =>
            story.Library.DownloadAsync(
                story.Request("82098") with
                {
                    Sidecars = ["winamp"],
                },
                progress: null,
                TestContext.Current.CancellationToken
            )
        );

        sandbox.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_without_our_sidecar_are_listed_and_identified_by_anothers()
    {
        using var story = new LibraryStory(sandbox);
        var model = story.Path("loras", "stranger.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(model)!);
        await File.WriteAllTextAsync(model, "nobody knows", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.ChangeExtension(model, ".cm-info.json"),
            """{ "ModelId": 11, "VersionId": 12, "ModelName": "Mine", "BaseModel": "Pony" }""",
            TestContext.Current.CancellationToken
        );

        var listing = await story.Library.ListAsync(story.Request().Target, TestContext.Current.CancellationToken);
        var identified = await story.Library.IdentifyAsync([model], TestContext.Current.CancellationToken);

        var listed = listing.Models.ShouldHaveSingleItem();
        (listed.ModelId, listed.VersionId, listed.Name, listed.BaseModel).ShouldBe((11, 12, "Mine", "Pony"));
        var known = identified.ShouldHaveSingleItem();
        (known.IsFound, known.ModelId, known.MatchedBy).ShouldBe((false, 11, "sidecar"));
    }
}
