using System.Text;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Graphs;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Library.Tests.Versions;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Graphs;

/// <summary>Which of a workflow's models are here, and who knows where the others are.</summary>
public sealed class GraphReportTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("models/loras/a.safetensors", "a.safetensors")]
    [InlineData("models/loras/sub/a.safetensors", "sub\\\\a.safetensors")]
    public async Task A_file_where_the_node_looks_is_present(string path, string name)
    {
        using var story = new LibraryStory(sandbox);
        story.Write("ComfyUI/" + path, "x"u8);

        var model = await FindAsync(story, GraphSample.Api("LoraLoader", $"\"lora_name\": \"{name}\""));

        (model.State, model.Note, model.Candidates.Count).ShouldBe((GraphModelState.Present, null, 0));
        model.Path.ShouldBe(Path.Combine(story.Root, path));
    }

    [Fact]
    public async Task A_file_in_another_sub_folder_is_present_and_has_to_be_chosen_anew()
    {
        using var story = new LibraryStory(sandbox);
        story.Write("ComfyUI/models/loras/style/a.safetensors", "x"u8);

        var model = await FindAsync(story, GraphSample.Api("LoraLoader", "\"lora_name\": \"a.safetensors\""));

        model.State.ShouldBe(GraphModelState.Present);
        model.Note.ShouldNotBeNull().ShouldContain("choose it there");
    }

    [Fact]
    public async Task A_file_where_the_node_does_not_look_is_missing_and_a_candidate()
    {
        using var story = new LibraryStory(sandbox);
        story.Write("ComfyUI/models/loras/a.safetensors", "x"u8);

        var model = await FindAsync(story, GraphSample.Api("VAELoader", "\"vae_name\": \"a.safetensors\""));

        model.State.ShouldBe(GraphModelState.Missing);
        model.Candidates[0].Source.ShouldBe("library");
        model.Candidates[0].Reference.ShouldBe(story.Path("loras", "a.safetensors"));
    }

    [Fact]
    public async Task An_embedding_is_found_without_its_ending()
    {
        using var story = new LibraryStory(sandbox);
        story.Write("ComfyUI/models/embeddings/Easy.safetensors", "x"u8);

        var model = await FindAsync(story, GraphSample.Api("CLIPTextEncode", "\"text\": \"embedding:Easy, x\""));

        (model.Folder, model.State, model.Note).ShouldBe(("embeddings", GraphModelState.Present, null));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(10)]
    public async Task A_file_under_another_name_is_known_by_its_hash(int digits)
    {
        using var story = new LibraryStory(sandbox);
        var item = (
            await story.DownloadAsync("hf:sandbox-labs/tiny-diffusion/vae/diffusion_pytorch_model.safetensors")
        ).ShouldHaveSingleItem();
        item.State.ShouldBe(DownloadState.Completed, item.Reason);

        var model = await FindAsync(story, Declared("mine.safetensors", "style_models", item.Sha256![..digits]));

        model.State.ShouldBe(GraphModelState.Missing);
        var here = model.Candidates[0];
        (here.Source, here.Reference, here.Confidence).ShouldBe(("library", item.Path, 1));
    }

    [Fact]
    public async Task Civitai_knows_a_file_by_its_hash_and_by_its_name()
    {
        using var story = new LibraryStory(sandbox);
        var version = await story.Library.Civitai.Versions.GetAsync(87153, Stop);
        var sha256 = version.Files[0].Hashes!.Sha256!;

        var byHash = await FindAsync(story, Declared("renamed.safetensors", "loras", sha256));
        var byName = await FindAsync(
            story,
            GraphSample.Api("LoraLoader", "\"lora_name\": \"more_detail_slider.safetensors\"")
        );

        (byHash.Candidates[0].Source, byHash.Candidates[0].Confidence).ShouldBe(("civitai", 1));
        byHash.Candidates[0].Reason.ShouldContain(sha256.ToLowerInvariant());
        (byName.Candidates[0].Source, byName.Candidates[0].Confidence).ShouldBe(("civitai", 0.85));
        byName.Candidates[0].Reference.ShouldEndWith("/models/82098?modelVersionId=87153");
        byName.Candidates[0].Sha256.ShouldBe(sha256.ToLowerInvariant());
    }

    [Fact]
    public async Task What_is_only_called_alike_is_offered_with_little_confidence()
    {
        using var story = new LibraryStory(sandbox);

        var model = await FindAsync(story, GraphSample.Api("LoraLoader", "\"lora_name\": \"more_detail.safetensors\""));

        model.Candidates[0].Confidence.ShouldBeLessThan(GraphInstallRequest.UsualConfidence);
        model.Candidates[0].Reason.ShouldContain("More Detail Slider");
    }

    [Fact]
    public async Task Hugging_Face_has_a_file_of_that_name()
    {
        using var story = new LibraryStory(sandbox);

        var model = await FindAsync(
            story,
            GraphSample.Api("CheckpointLoaderSimple", "\"ckpt_name\": \"tiny-diffusion.safetensors\"")
        );

        var best = model.Candidates.ShouldHaveSingleItem();
        (best.Source, best.Reference).ShouldBe(
            ("huggingface", "hf:sandbox-labs/tiny-diffusion/tiny-diffusion.safetensors")
        );
    }

    [Fact]
    public async Task A_name_that_many_models_have_is_looked_for_at_nobody()
    {
        using var story = new LibraryStory(sandbox);

        var model = await FindAsync(
            story,
            GraphSample.Api("UNETLoader", "\"unet_name\": \"diffusion_pytorch_model.safetensors\"")
        );

        model.Candidates.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_known_text_encoder_has_its_address_and_its_hash()
    {
        using var story = new LibraryStory(sandbox);

        var model = await FindAsync(story, GraphSample.Api("CLIPLoader", "\"clip_name\": \"clip_l.safetensors\""));

        var best = model.Candidates[0];
        (best.Source, best.Sha256!.Length).ShouldBe(("companions", 64));
        best.Reference.ShouldStartWith("https://huggingface.co/");
    }

    [Fact]
    public async Task A_link_in_a_note_is_a_candidate_for_the_file_of_its_name()
    {
        using var story = new LibraryStory(sandbox);
        var report = await ReportAsync(
            story,
            """
            { "nodes": [
                { "id": 1, "type": "LoraLoader", "widgets_values": ["my style.safetensors", 1, 1] },
                { "id": 2, "type": "MarkdownNote", "widgets_values": ["get https://example.com/x/my%20style.safetensors and https://example.com/page"] }] }
            """
        );

        report.Links.ShouldHaveSingleItem().AbsolutePath.ShouldBe("/x/my%20style.safetensors");
        report.Models.ShouldHaveSingleItem().Candidates[0].Source.ShouldBe("note");
    }

    [Fact]
    public async Task An_AIR_in_place_of_a_name_says_exactly_which_model_it_is()
    {
        using var story = new LibraryStory(sandbox);

        var model = await FindAsync(
            story,
            GraphSample.Api("LoraLoader", "\"lora_name\": \"urn:air:sd1:lora:civitai:82098@87153\"")
        );

        (model.Candidates[0].Source, model.Candidates[0].Confidence).ShouldBe(("workflow", 1));
    }

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
    public async Task Of_several_different_files_of_the_name_none_is_sure()
    {
        using var story = new LibraryStory(sandbox);
        const string Name = "ambiguous_brush.safetensors";
        sandbox.Server.Catalogue.Add(
            VersionedModel.Spec(
                VersionedModel.Version("two", file: Name),
                VersionedModel.Version("one", file: Name)
            ) with
            {
                Name = "Ambiguous Brush",
            }
        );

        var found = await FindAsync(story, GraphSample.Api("LoraLoader", $"\"lora_name\": \"{Name}\""));

        found.Candidates.Count.ShouldBe(2);
        found.Candidates.ShouldAllBe(candidate => candidate.Confidence < GraphInstallRequest.UsualConfidence);
        found.Candidates[0].Reason.ShouldContain("nobody says which");
    }

    [Fact]
    public async Task A_candidate_with_other_bytes_than_the_workflow_tells_is_none()
    {
        using var story = new LibraryStory(sandbox);

        var other = await FindAsync(story, Declared("more_detail_slider.safetensors", "loras", new string('0', 64)));

        other.Candidates.ShouldNotContain(candidate => candidate.Sha256 != new string('0', 64));
        other.Candidates.ShouldNotContain(candidate => candidate.Source == "civitai");
    }

    [Fact]
    public async Task A_file_of_the_name_with_other_bytes_than_the_workflow_tells_is_missing()
    {
        using var story = new LibraryStory(sandbox);
        var item = (await story.DownloadAsync("82098")).ShouldHaveSingleItem();
        var name = Path.GetFileName(item.Path!);

        var same = await FindAsync(story, Declared(name, "loras", item.Sha256!));
        var other = await FindAsync(story, Declared(name, "loras", new string('0', 64)));

        same.State.ShouldBe(GraphModelState.Present);
        other.State.ShouldBe(GraphModelState.Missing);
        other.Note!.ShouldContain("other bytes");
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

    [Fact]
    public async Task A_file_that_many_models_call_so_is_present_only_at_its_very_place()
    {
        using var story = new LibraryStory(sandbox);
        story.Write("ComfyUI/models/vae/other/diffusion_pytorch_model.safetensors", "x"u8);

        var elsewhere = await FindAsync(
            story,
            GraphSample.Api("VAELoader", "\"vae_name\": \"flux/diffusion_pytorch_model.safetensors\"")
        );
        var there = await FindAsync(
            story,
            GraphSample.Api("VAELoader", "\"vae_name\": \"other/diffusion_pytorch_model.safetensors\"")
        );

        elsewhere.State.ShouldBe(GraphModelState.Missing);
        elsewhere.Candidates.ShouldBeEmpty();
        there.State.ShouldBe(GraphModelState.Present);
    }

    private static string Declared(string name, string folder, string hash) =>
        $$"""{ "nodes": [], "models": [{ "name": "{{name}}", "directory": "{{folder}}", "hash": "{{hash}}" }] }""";

    private static GraphRequest Request(LibraryStory story, string json) =>
        new()
        {
            Path = "workflow.json",
            Json = Encoding.UTF8.GetBytes(json),
            Target = new DownloadTarget { Root = story.Root },
        };

    private static Task<GraphReport> ReportAsync(LibraryStory story, string json) =>
        story.Library.Graphs.FindAsync(Request(story, json), Stop);

    private static async Task<GraphModel> FindAsync(LibraryStory story, string json) =>
        (await ReportAsync(story, json)).Models.ShouldHaveSingleItem();
}
