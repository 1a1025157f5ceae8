using System.Text;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Graphs;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Graphs;

/// <summary>The missing models of a workflow arrive under the names and in the folders where its nodes look.</summary>
public sealed class GraphInstallTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Hub(SandboxFixture sandbox, string path) =>
        new Uri(sandbox.Server.HuggingFaceUrl, path).AbsoluteUri;

    [Fact]
    public async Task Models_come_from_where_they_are_known_and_the_workflow_then_lacks_nothing()
    {
        using var story = new LibraryStory(sandbox);
        var address = Hub(sandbox, "/sandbox-labs/tiny-diffusion/resolve/main/vae/diffusion_pytorch_model.safetensors");
        var json = $$"""
            { "nodes": [
                { "id": 1, "type": "LoraLoader", "widgets_values": ["detail\\more_detail_slider.safetensors", 1, 1] },
                { "id": 2, "type": "CheckpointLoaderSimple", "widgets_values": ["tiny-diffusion.safetensors"] },
                { "id": 3, "type": "VAELoader", "widgets_values": ["tiny_vae.safetensors"],
                  "properties": { "models": [{ "name": "tiny_vae.safetensors", "directory": "vae", "url": "{{address}}" }] } },
                { "id": 4, "type": "VAELoader", "mode": 4, "widgets_values": ["not-needed.safetensors"] }] }
            """;

        var items = (await InstallAsync(story, json)).Items;

        items.ShouldAllBe(item => item.State == DownloadState.Completed, string.Join(' ', items.Select(i => i.Reason)));
        Weights(story)
            .ShouldBe(
                [
                    "models/checkpoints/tiny-diffusion.safetensors",
                    "models/loras/detail/more_detail_slider.safetensors",
                    "models/vae/tiny_vae.safetensors",
                ],
                ignoreOrder: true
            );
        var again = await InstallAsync(story, json);
        again.Items.ShouldBeEmpty();
        again.Report.Models.ShouldAllBe(model => model.State == GraphModelState.Present);
    }

    [Fact]
    public async Task What_nobody_knows_is_a_failed_item_and_stops_nothing()
    {
        using var story = new LibraryStory(sandbox);

        var items = (
            await InstallAsync(
                story,
                """
                { "nodes": [
                    { "id": 1, "type": "LoraLoader", "widgets_values": ["nobody-has-this.safetensors", 1, 1] },
                    { "id": 2, "type": "CheckpointLoaderSimple", "widgets_values": ["tiny-diffusion.safetensors"] }] }
                """
            )
        ).Items;

        items[0].Failure!.Code.ShouldBe(FailureCode.NotFound);
        items[0].Failure!.Message.ShouldContain("nobody-has-this.safetensors");
        items[1].State.ShouldBe(DownloadState.Completed, items[1].Reason);
    }

    [Fact]
    public async Task What_is_only_alike_is_left_alone_unless_little_confidence_is_enough()
    {
        using var story = new LibraryStory(sandbox);
        var json = GraphSample.Api("LoraLoader", "\"lora_name\": \"more_detail.safetensors\"");

        var careful = (await InstallAsync(story, json)).Items.ShouldHaveSingleItem();
        var bold = (await InstallAsync(story, json, least: 0.1)).Items.ShouldHaveSingleItem();

        careful.Failure!.Message.ShouldContain("--min-confidence");
        bold.State.ShouldBe(DownloadState.Completed, bold.Reason);
        Weights(story).ShouldBe(["models/loras/more_detail.safetensors"]);
    }

    [Fact]
    public async Task A_file_that_is_not_what_the_workflow_says_is_not_kept()
    {
        using var story = new LibraryStory(sandbox);
        var address = Hub(sandbox, "/sandbox-labs/tiny-diffusion/resolve/main/tiny-diffusion.safetensors");

        var item = (
            await InstallAsync(
                story,
                $$"""{ "nodes": [], "models": [{ "name": "a.safetensors", "directory": "vae", "url": "{{address}}", "hash": "{{new string('0', 64)}}" }] }"""
            )
        ).Items.ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Verification);
        story.Models().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a.safetensors", "vae", "http://10.0.0.1/a.safetensors", FailureCode.Policy)]
    [InlineData("../../a.safetensors", "vae", "https://example.com/a.safetensors", FailureCode.Policy)]
    [InlineData("a.safetensors", "..", "https://example.com/a.safetensors", FailureCode.Usage)]
    [InlineData("a.safetensors", "custom_nodes", "https://example.com/a.safetensors", FailureCode.Usage)]
    public async Task A_workflow_of_a_stranger_leads_nowhere_else(
        string name,
        string folder,
        string url,
        FailureCode code
    )
    {
        using var story = new LibraryStory(sandbox);

        var item = (
            await InstallAsync(
                story,
                $$"""{ "nodes": [], "models": [{ "name": "{{name}}", "directory": "{{folder}}", "url": "{{url}}" }] }"""
            )
        ).Items.ShouldHaveSingleItem();

        item.Failure.ShouldNotBeNull().Code.ShouldBe(code, item.Failure.Message);
        story.Models().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_here_in_another_folder_is_not_fetched_again()
    {
        using var story = new LibraryStory(sandbox);
        story.Write("ComfyUI/models/loras/tiny-diffusion.safetensors", "x"u8);

        var item = (
            await InstallAsync(
                story,
                GraphSample.Api("CheckpointLoaderSimple", "\"ckpt_name\": \"tiny-diffusion.safetensors\"")
            )
        ).Items.ShouldHaveSingleItem();

        item.Failure!.Code.ShouldBe(FailureCode.Conflict);
        item.Failure.Message.ShouldContain(story.Path("loras", "tiny-diffusion.safetensors"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_workflows_own_address_is_dead_the_next_candidate_is_taken_and_told(bool isDryRun)
    {
        using var story = new LibraryStory(sandbox);
        var address = Hub(sandbox, "/sandbox-labs/tiny-diffusion/resolve/main/it-was-here.safetensors");
        var json = $$"""
            { "nodes": [
                { "id": 1, "type": "LoraLoader", "widgets_values": ["more_detail_slider.safetensors", 1, 1],
                  "properties": { "models": [{ "name": "more_detail_slider.safetensors", "directory": "loras", "url": "{{address}}" }] } }] }
            """;

        var item = (await InstallAsync(story, json, isDryRun: isDryRun)).Items.ShouldHaveSingleItem();

        item.Failure.ShouldBeNull(item.Reason);
        item.Reason!.ShouldContain("it-was-here.safetensors was not found");
        File.Exists(story.Path("loras", "more_detail_slider.safetensors")).ShouldBe(!isDryRun);
    }

    [Fact]
    public async Task A_plan_writes_nothing()
    {
        using var story = new LibraryStory(sandbox);

        var item = (
            await InstallAsync(
                story,
                GraphSample.Api("CheckpointLoaderSimple", "\"ckpt_name\": \"tiny-diffusion.safetensors\""),
                isDryRun: true
            )
        ).Items.ShouldHaveSingleItem();

        item.State.ShouldBe(DownloadState.Planned, item.Reason);
        item.Path.ShouldBe(story.Path("checkpoints", "tiny-diffusion.safetensors"));
        story.Files().ShouldBeEmpty();
    }

    // Without the pictures that come along.
    private static IEnumerable<string> Weights(LibraryStory story) =>
        story.Models().Where(path => path.EndsWith(".safetensors", StringComparison.Ordinal));

    private static Task<GraphInstallation> InstallAsync(
        LibraryStory story,
        string json,
        double least = GraphInstallRequest.UsualConfidence,
        bool isDryRun = false
    ) =>
        story.Library.Graphs.InstallAsync(
            new GraphInstallRequest
            {
                Graph = new GraphRequest
                {
                    Path = "workflow.json",
                    Json = Encoding.UTF8.GetBytes(json),
                    Target = new DownloadTarget { Root = story.Root },
                },
                LeastConfidence = least,
                IsDryRun = isDryRun,
            },
            progress: null,
            Stop
        );
}
