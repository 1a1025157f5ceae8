using BerryAIGen.Library.Graphs;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Library.Tests.Versions;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Graphs.GraphSearch;

namespace BerryAIGen.Library.Tests.Graphs;

/// <summary>Who knows where a model is that is not here, and how surely.</summary>
public sealed class ModelCandidateTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task Civitai_knows_a_file_by_its_hash_and_by_its_name()
    {
        using var story = new LibraryStory(sandbox);
        var version = await story.Library.Civitai.Versions.GetAsync(87153, TestContext.Current.CancellationToken);
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
}
