using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Sources.HuggingFace;
using BerryAIGen.Library.Sources.HuggingFace.Selection;

namespace BerryAIGen.Library.Tests.Sources.HuggingFace;

public sealed class HubPickerTests
{
    private static readonly string[] Quantised =
    [
        "README.md",
        "config.json",
        "mmproj-F16.gguf",
        "llama-F16.gguf",
        "llama-Q4_K_M.gguf",
        "Q8_0/llama-Q8_0-00001-of-00002.gguf",
        "Q8_0/llama-Q8_0-00002-of-00002.gguf",
    ];

    [Theory]
    [InlineData("Q4_K_M", "llama-Q4_K_M.gguf")]
    [InlineData("q4_k_m", "llama-Q4_K_M.gguf")]
    [InlineData("f16", "llama-F16.gguf")]
    [InlineData("Q8_0", "Q8_0/llama-Q8_0-00001-of-00002.gguf Q8_0/llama-Q8_0-00002-of-00002.gguf")]
    public void A_quantisation_is_one_file_or_all_its_shards(string variant, string expected) =>
        Pick(new FileChoice { Variant = variant }, Quantised).ShouldBe(expected.Split(' '));

    [Fact]
    public void Several_quantisations_are_listed_and_none_is_guessed()
    {
        var failure = Refused(FileChoice.Primary, Quantised);

        failure.Code.ShouldBe(FailureCode.Usage);
        failure.Message.ShouldContain("F16, Q4_K_M, Q8_0");
        failure.Message.ShouldContain("--variant");
    }

    [Fact]
    public void A_quantisation_that_is_not_there_is_not_found()
    {
        var failure = Refused(new FileChoice { Variant = "Q2_K" }, Quantised);

        failure.Code.ShouldBe(FailureCode.NotFound);
        failure.Message.ShouldContain("Q4_K_M");
    }

    [Theory]
    [InlineData("model-UD-IQ2_XXS.gguf", "UD-IQ2_XXS")]
    [InlineData("Llama-3.1-8B-Instruct.Q4_0.gguf", "Q4_0")]
    [InlineData("gpt-oss-20b-mxfp4.gguf", "MXFP4")]
    [InlineData("flux1-dev-BF16.gguf", "BF16")]
    [InlineData("small.gguf", "SMALL")]
    public void Names_tell_the_quantisation(string name, string expected) =>
        GgufChoice
            .ByQuantization([RepositoryEntry.Read(new HubFile(name, null))])
            .Keys.ShouldHaveSingleItem()
            .ShouldBe(expected);

    [Fact]
    public void One_file_of_weights_is_the_model() =>
        Pick(FileChoice.Primary, "README.md", "preview.png", "lora.safetensors", "lora.bin")
            .ShouldBe(["lora.safetensors"]);

    [Fact]
    public void Several_models_are_listed_and_none_is_guessed()
    {
        var failure = Refused(FileChoice.Primary, "one.safetensors", "two.safetensors");

        failure.Code.ShouldBe(FailureCode.Usage);
        failure.Message.ShouldContain("one.safetensors, two.safetensors");
    }

    [Fact]
    public void Patterns_take_exactly_what_fits()
    {
        string[] files = ["a/one.safetensors", "a/two.safetensors", "b/one.safetensors", "one.txt"];

        Pick(new FileChoice { Include = ["*.safetensors"], Exclude = ["b/"] }, files)
            .ShouldBe(["a/one.safetensors", "a/two.safetensors"]);
        Pick(new FileChoice { Name = "ONE.safetensors" }, files).ShouldBe(["a/one.safetensors", "b/one.safetensors"]);
        Refused(new FileChoice { Include = ["*.gguf"] }, files).Code.ShouldBe(FailureCode.NotFound);
    }

    [Fact]
    public void A_variant_that_is_not_there_is_not_replaced()
    {
        var failure = Refused(
            new FileChoice { Variant = "fp8" },
            "unet/config.json",
            "unet/diffusion_pytorch_model.safetensors",
            "unet/diffusion_pytorch_model.fp16.safetensors"
        );

        failure.Code.ShouldBe(FailureCode.NotFound);
        failure.Message.ShouldContain("fp16");
    }

    [Fact]
    public void A_repository_without_weights_says_so() =>
        Refused(FileChoice.Primary, "README.md", "vocab.txt").Message.ShouldContain("--all");

    [Fact]
    public void All_is_all() =>
        Pick(new FileChoice { All = true }, "README.md", "one.gguf").ShouldBe(["README.md", "one.gguf"]);

    private static string[] Pick(FileChoice choice, params string[] paths) =>
        [.. Picker(choice).Pick(Files(paths)).Files.Select(file => file.Path)];

    private static Failure Refused(FileChoice choice, params string[] paths) =>
        Should.Throw<LibraryException>(() => Picker(choice).Pick(Files(paths))).Failure;

    private static HubPicker Picker(FileChoice choice) => new(new HubPlace("owner/repo", "main", _ => null), choice);

    private static HubFile[] Files(string[] paths) => [.. paths.Select(path => new HubFile(path, 1))];
}
