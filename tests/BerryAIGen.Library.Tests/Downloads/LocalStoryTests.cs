using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sources;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads;

/// <summary>Files and folders of this machine, from the path to the filed copy.</summary>
public sealed class LocalStoryTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static readonly byte[] Model = TinySafetensors.Create(70_000);

    [Theory]
    [InlineData("{0}")]
    [InlineData("file:{0}")]
    [InlineData("file://{0}")]
    [InlineData("file://localhost{0}")]
    [InlineData("./mine/my model.safetensors")]
    public async Task A_file_is_copied_verified_and_recorded_and_the_original_stays(string form)
    {
        using var story = new LibraryStory(sandbox);
        var original = story.Write("mine/my model.safetensors", Model);
        var path = form.StartsWith("file:/", StringComparison.Ordinal) ? original.Replace(" ", "%20") : original;

        var item = (await story.DownloadAsync(form.Replace("{0}", path))).ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Completed, item.Reason);
        item.Path.ShouldBe(story.Path("checkpoints", "my model.safetensors"));
        item.VerifiedBy.ShouldBe("sha256");
        File.ReadAllBytes(item.Path!).ShouldBe(Model);
        File.ReadAllBytes(original).ShouldBe(Model);
        ((string?)JsonNode.Parse(File.ReadAllText(item.Sidecar!))!["source"]).ShouldBe("folder");
        story.Files().ShouldAllBe(file => !file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_filed_already_is_not_copied_again()
    {
        using var story = new LibraryStory(sandbox);
        var path = story.Write("mine.safetensors", Model);
        var first = (await story.DownloadAsync(path)).Single();

        var again = (await story.DownloadAsync(path, first.Path!)).ToArray();

        again.ShouldAllBe(item => item.State == DownloadState.AlreadyPresent);
        story.Files().Count(file => file.EndsWith(".safetensors", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_plan_writes_nothing_and_knows_the_hash()
    {
        using var story = new LibraryStory(sandbox);
        var path = story.Write("mine.safetensors", Model);

        var items = await story.Library.PlanAsync(story.Request(path), TestContext.Current.CancellationToken);

        items.Single().State.ShouldBe(DownloadState.Planned);
        items.Single().Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Model)));
        story.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_record_beside_the_original_decides_the_folder_and_goes_with_the_copy()
    {
        using var story = new LibraryStory(sandbox);
        var path = story.Write("mine.safetensors", Model);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Model));
        story.Write(
            "mine.safetensors.civitai.json",
            System.Text.Encoding.UTF8.GetBytes(
                $$"""{"model_type":"LORA","version_id":7,"model_name":"Mine","hashes":{"sha256":"{{hash}}"},"my_note":"keep"}"""
            )
        );

        var item = (await story.DownloadAsync(path)).Single();

        item.Path.ShouldBe(story.Path("loras", "mine.safetensors"));
        var record = JsonNode.Parse(File.ReadAllText(item.Sidecar!))!;
        ((string?)record["my_note"]).ShouldBe("keep");
        ((int?)record["version_id"]).ShouldBe(7);
        ((string?)record["source"]).ShouldBe("folder");
    }

    [Fact]
    public async Task A_record_of_other_bytes_decides_nothing()
    {
        using var story = new LibraryStory(sandbox);
        var path = story.Write("mine.safetensors", Model);
        story.Write("mine.safetensors.civitai.json", """{"model_type":"LORA","hashes":{"sha256":"00"}}"""u8);

        (await story.DownloadAsync(path)).Single().Path.ShouldBe(story.Path("checkpoints", "mine.safetensors"));
    }

    [Fact]
    public async Task A_folder_is_every_model_in_it_and_a_pipeline_stays_together()
    {
        using var story = new LibraryStory(sandbox);
        story.Write("all/one.safetensors", Model);
        story.Write("all/deep/two.safetensors", TinySafetensors.Create(80_000));
        story.Write("all/readme.txt", "no model"u8);
        story.Write("all/.hidden/three.safetensors", Model);
        story.Write("all/pipe/model_index.json", """{"_class_name":"X"}"""u8);
        story.Write("all/pipe/vae/config.json", "{}"u8);
        story.Write("all/pipe/vae/model.safetensors", Model);

        var items = await story.DownloadAsync("./all/");

        items.ShouldAllBe(item => item.Failure == null);
        story
            .Models()
            .ShouldBe([
                "models/checkpoints/one.safetensors",
                "models/checkpoints/two.safetensors",
                "models/diffusers/pipe/model_index.json",
                "models/diffusers/pipe/vae/config.json",
                "models/diffusers/pipe/vae/model.safetensors",
            ]);
        items[^1].File.ShouldBe("model_index.json");
    }

    [Fact]
    public async Task Patterns_narrow_a_folder()
    {
        using var story = new LibraryStory(sandbox);
        story.Write("all/one.safetensors", Model);
        story.Write("all/two.safetensors", Model);
        var request = story.Request("./all") with { Choice = new FileChoice { Exclude = ["two*"] } };

        var items = await story.Library.DownloadAsync(request, null, TestContext.Current.CancellationToken);

        items.ShouldHaveSingleItem().File.ShouldBe("one.safetensors");
    }

    [Theory]
    [InlineData("./none.safetensors", FailureCode.NotFound, "nothing at")]
    [InlineData("./empty", FailureCode.NotFound, "no model file")]
    [InlineData("./nothing.safetensors", FailureCode.Usage, "is empty")]
    [InlineData("/dev/zero", FailureCode.Usage, "no ordinary file")]
    [InlineData("file://elsewhere/share/x.safetensors", FailureCode.Usage, "another machine")]
    [InlineData("./broken.safetensors", FailureCode.Verification, "not a usable model file")]
    public async Task What_cannot_be_copied_is_said(string reference, FailureCode code, string words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && reference.StartsWith("/dev"), "There are no device files here.");
        using var story = new LibraryStory(sandbox);
        story.Write("empty/readme.txt", "x"u8);
        story.Write("nothing.safetensors", []);
        story.Write("broken.safetensors", "this is no header"u8);

        var failure = (await story.DownloadAsync(reference)).ShouldHaveSingleItem().Failure.ShouldNotBeNull();

        failure.Code.ShouldBe(code);
        failure.Message.ShouldContain(words);
    }
}
