using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Graphs;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Graphs.GraphSearch;

namespace BerryAIGen.Library.Tests.Graphs;

/// <summary>What is told of a whole workflow, and whom that takes.</summary>
public sealed class GraphReportTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Inactive_models_stand_apart_and_nobody_beyond_this_machine_is_asked_for_them()
    {
        using var story = new LibraryStory(sandbox);
        sandbox.Server.Requests.Clear();

        var report = await ReportAsync(
            story,
            GraphSample.Ui("LoraLoader", """["more_detail_slider.safetensors"]""", """, "mode": 2""")
        );

        report.Models.ShouldBeEmpty();
        report.Inactive.ShouldHaveSingleItem().State.ShouldBe(GraphModelState.Missing);
        sandbox.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_that_does_not_answer_hides_nobody_else()
    {
        await using var broken = new RawHttpServer(new RawReply(400, "no"u8.ToArray()).With("Content-Length", "2"));
        using var story = new LibraryStory(
            sandbox,
            settings: options => options with { HuggingFaceUrl = broken.Address("/") }
        );

        var report = await ReportAsync(
            story,
            GraphSample.Api("LoraLoader", "\"lora_name\": \"more_detail_slider.safetensors\"")
        );

        report.Models.ShouldHaveSingleItem().Candidates[0].Source.ShouldBe("civitai");
        report.Sources.Single(source => source.Source == "huggingface").Error.ShouldNotBeNull();
        report.Sources.Single(source => source.Source == "civitai").Error.ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_place_for_models_nobody_can_say_what_is_here()
    {
        using var story = new LibraryStory(sandbox);

        var report = await story.Library.Graphs.FindAsync(
            Request(story, GraphSample.Api("VAELoader", "\"vae_name\": \"a.safetensors\"")) with
            {
                Target = DownloadTarget.Default,
            },
            Stop
        );

        report.Models.ShouldHaveSingleItem().State.ShouldBe(GraphModelState.Unknown);
        report.Note.ShouldNotBeNull().ShouldContain("--root");
    }

    [Fact]
    public async Task Others_are_asked_for_no_more_models_than_a_person_would_use()
    {
        using var story = new LibraryStory(sandbox);
        sandbox.Server.Requests.Clear();
        var nodes = Enumerable
            .Range(0, 210)
            .Select(i => $$"""{ "id": {{i}}, "type": "LoraLoader", "widgets_values": ["word{{i}}.safetensors"] }""");

        var report = await ReportAsync(story, $$"""{ "nodes": [{{string.Join(',', nodes)}}] }""");

        report.Models.Count.ShouldBe(210);
        report.Note.ShouldNotBeNull().ShouldContain("210 models are missing");
        sandbox.Server.Requests.All.Where(request => request.Path == "/api/v1/models").Count().ShouldBe(200);
    }

    [Theory]
    [InlineData("{", "no JSON")]
    [InlineData("[]", "no workflow")]
    public async Task What_is_no_workflow_is_told_in_one_sentence(string json, string why)
    {
        using var story = new LibraryStory(sandbox);

        var problem = await Should.ThrowAsync<LibraryException>(() => ReportAsync(story, json));

        problem.Failure.Code.ShouldBe(FailureCode.Usage);
        problem.Failure.Message.ShouldContain(why);
    }

    [Fact]
    public async Task A_place_that_does_not_exist_is_told()
    {
        using var story = new LibraryStory(sandbox);
        var request = Request(story, "{\"nodes\":[]}") with { Target = new DownloadTarget { Root = "nowhere" } };

        var problem = await Should.ThrowAsync<LibraryException>(() => story.Library.Graphs.FindAsync(request, Stop));

        problem.Failure.Code.ShouldBe(FailureCode.NotFound);
    }

    [Fact]
    public async Task Files_of_one_name_in_two_folders_have_each_their_own_address()
    {
        using var story = new LibraryStory(sandbox);

        var report = await ReportAsync(
            story,
            """
            { "nodes": [
                { "id": 1, "type": "VAELoader", "widgets_values": ["shared.safetensors"] },
                { "id": 2, "type": "UNETLoader", "widgets_values": ["shared.safetensors", "default"] }],
              "models": [
                { "name": "shared.safetensors", "directory": "diffusion_models", "url": "https://example.com/unet/shared.safetensors" },
                { "name": "shared.safetensors", "directory": "vae", "url": "https://example.com/vae/shared.safetensors" }] }
            """
        );

        report
            .Models.ToDictionary(model => model.Folder!, model => model.Candidates[0].Reference)
            .ShouldBe(
                new Dictionary<string, string>
                {
                    ["vae"] = "https://example.com/vae/shared.safetensors",
                    ["diffusion_models"] = "https://example.com/unet/shared.safetensors",
                },
                ignoreOrder: true
            );
    }
}
