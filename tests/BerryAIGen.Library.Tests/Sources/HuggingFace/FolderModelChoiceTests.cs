using BerryAIGen.Library.Sources.HuggingFace;
using BerryAIGen.Library.Sources.HuggingFace.Selection;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sources.HuggingFace;

public sealed class FolderModelChoiceTests
{
    private static readonly string[] Pipeline =
    [
        "README.md",
        "model_index.json",
        "pipeline-v1.0.safetensors",
        "text_encoder/config.json",
        "text_encoder/model.safetensors",
        "text_encoder/model.fp16.safetensors",
        "text_encoder/pytorch_model.bin",
        "text_encoder/pytorch_model.fp16.bin",
        "tokenizer/vocab.json",
        "unet/config.json",
        "unet/diffusion_pytorch_model-00001-of-00002.safetensors",
        "unet/diffusion_pytorch_model-00002-of-00002.safetensors",
        "unet/diffusion_pytorch_model.safetensors.index.json",
        "unet/diffusion_pytorch_model.fp16-00001-of-00002.safetensors",
        "unet/diffusion_pytorch_model.fp16-00002-of-00002.safetensors",
        "unet/diffusion_pytorch_model.safetensors.index.fp16.json",
        "vae/config.json",
        "vae/diffusion_pytorch_model.safetensors",
        "vae_decoder/config.json",
        "vae_decoder/model.onnx",
    ];

    [Fact]
    public void Every_open_case_chooses_its_files()
    {
        var cases = OpenCases.List("hf-select");

        cases.ShouldNotBeEmpty();
        foreach (var one in cases)
            Choose(one.Text("variant"), Texts(one, "files")).ShouldBe(Texts(one, "expected"), one.Id);
    }

    [Fact]
    public void Without_a_wish_the_plain_weights_are_taken_with_all_their_shards()
    {
        Choose(null, Pipeline)
            .ShouldBe([
                "model_index.json",
                "text_encoder/config.json",
                "text_encoder/model.safetensors",
                "tokenizer/vocab.json",
                "unet/config.json",
                "unet/diffusion_pytorch_model-00001-of-00002.safetensors",
                "unet/diffusion_pytorch_model-00002-of-00002.safetensors",
                "unet/diffusion_pytorch_model.safetensors.index.json",
                "vae/config.json",
                "vae/diffusion_pytorch_model.safetensors",
            ]);
    }

    [Fact]
    public void A_label_is_taken_where_there_is_one_and_the_rest_is_told()
    {
        var choice = new FolderModelChoice(new VariantWish("fp16"));

        var paths = Paths(choice.Choose(Read(Pipeline)));

        paths.ShouldContain("text_encoder/model.fp16.safetensors");
        paths.ShouldContain("unet/diffusion_pytorch_model.fp16-00002-of-00002.safetensors");
        paths.ShouldContain("unet/diffusion_pytorch_model.safetensors.index.fp16.json");
        paths.ShouldContain("vae/diffusion_pytorch_model.safetensors");
        paths.Count(path => path.StartsWith("unet/", StringComparison.Ordinal)).ShouldBe(4);
        choice.PlainFolders.ShouldBe(["vae"]);
    }

    [Theory]
    [InlineData("flax")]
    [InlineData("openvino")]
    public void A_framework_that_is_not_there_gives_nothing(string variant) =>
        Choose(variant, Pipeline).ShouldBeEmpty();

    [Fact]
    public void A_pickle_is_taken_only_where_there_is_nothing_safer()
    {
        Choose(null, ["unet/config.json", "unet/diffusion_pytorch_model.bin"])
            .ShouldBe(["unet/config.json", "unet/diffusion_pytorch_model.bin"]);
        Choose(null, ["config.json", "pytorch_model.bin", "model.safetensors"])
            .ShouldBe(["config.json", "model.safetensors"]);
    }

    [Fact]
    public void The_only_label_there_is_needs_no_wish() =>
        Choose(null, ["unet/config.json", "unet/diffusion_pytorch_model.fp16.safetensors"])
            .ShouldBe(["unet/config.json", "unet/diffusion_pytorch_model.fp16.safetensors"]);

    [Fact]
    public void A_whole_file_is_taken_instead_of_its_shards() =>
        Choose(
                null,
                [
                    "config.json",
                    "model-00001-of-00002.safetensors",
                    "model-00002-of-00002.safetensors",
                    "model.safetensors",
                    "model.safetensors.index.json",
                    "consolidated.safetensors",
                ]
            )
            .ShouldBe(["config.json", "model.safetensors"]);

    [Theory]
    [InlineData("model_index.json", true)]
    [InlineData("unet/model_index.json", true)]
    [InlineData("config.json model.safetensors", true)]
    [InlineData("config.json llama-Q4_K_M.gguf", false)]
    [InlineData("config.json mine.safetensors", false)]
    [InlineData("one.safetensors two.safetensors", false)]
    public void A_folder_model_is_known_by_its_names(string paths, bool expected) =>
        FolderModelChoice.IsFolderModel(Read(paths.Split(' '))).ShouldBe(expected);

    private static string[] Choose(string? variant, IEnumerable<string> paths) =>
        Paths(new FolderModelChoice(new VariantWish(variant)).Choose(Read(paths)));

    private static RepositoryEntry[] Read(IEnumerable<string> paths) =>
        [.. paths.Select(path => RepositoryEntry.Read(new HubFile(path, null)))];

    private static string[] Paths(IEnumerable<RepositoryEntry> entries) =>
        [.. entries.Select(entry => entry.File.Path)];

    private static string[] Texts(OpenCase one, string member) =>
        [.. one.Expected.GetProperty(member).EnumerateArray().Select(item => item.GetString()!)];
}
