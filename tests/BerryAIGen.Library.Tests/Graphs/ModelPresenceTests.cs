using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Graphs;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;
using static BerryAIGen.Library.Tests.Graphs.GraphSearch;

namespace BerryAIGen.Library.Tests.Graphs;

/// <summary>Which of a workflow's models are here.</summary>
public sealed class ModelPresenceTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
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
}
