using System.Text;
using BerryAIGen.IO.Diffusers;
using BerryAIGen.IO.Tests.Safetensors;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Diffusers;

public sealed class DiffusersFolderTests : IDisposable
{
    private const string Index = """
        {"_class_name": "StableDiffusionPipeline", "_diffusers_version": "0.30.0",
         "unet": ["diffusers", "UNet2DConditionModel"], "vae": ["diffusers", "AutoencoderKL"],
         "tokenizer": ["transformers", "CLIPTokenizer"], "safety_checker": [null, null],
         "../evil": ["diffusers", "X"], "requires_safety_checker": true}
        """;

    private static readonly byte[] Weights = SafetensorsBytes.Build(SafetensorsBytes.TwoTensors, 13);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_pipeline_is_one_model_with_its_parts()
    {
        Write("model_index.json", Index);
        Write("unet/config.json", "{}");
        _folder.Write("unet/diffusion_pytorch_model.safetensors", Weights);
        _folder.Write("unet/diffusion_pytorch_model.fp16.safetensors", Weights);
        Write("vae/config.json", "{}");
        _folder.Write("vae/diffusion_pytorch_model.bin", [1, 2, 3]);
        Write("tokenizer/tokenizer_config.json", "{}");

        var model = DiffusersFolder.TryRead(_folder.Path).ShouldNotBeNull();

        (model.IsPipeline, model.ClassName).ShouldBe((true, "StableDiffusionPipeline"));
        model.Components.Select(component => component.Name).ShouldBe(["unet", "vae", "tokenizer"]);
        model.Components[0].ClassName.ShouldBe("UNet2DConditionModel");
        model.Components[0].Variants.ShouldBe(["fp16", null]);
        model.Components[0].Loaded.Single().Name.ShouldBe("diffusion_pytorch_model.safetensors");
        model.Missing.ShouldBeEmpty();
        model.SizeBytes.ShouldBe(2 * Weights.Length + 3);
        model.CountTensors().ShouldBeNull();
    }

    [Fact]
    public void A_part_without_its_folder_or_weights_is_missed()
    {
        Write("model_index.json", Index);
        Write("unet/config.json", "{}");
        Write("tokenizer/tokenizer_config.json", "{}");
        var configuration = DiffusersFolder.TryRead(_folder.Path).ShouldNotBeNull();
        _folder.Write("unet/model.safetensors", Weights);
        Write("vae/config.json", "{}");
        var halves = DiffusersFolder.TryRead(_folder.Path).ShouldNotBeNull();

        configuration.HasWeights.ShouldBeFalse();
        configuration.Missing.ShouldBeEmpty();
        halves.Missing.ShouldBe(["vae/"]);
    }

    [Fact]
    public void A_single_model_lies_in_the_folder_itself()
    {
        Write("config.json", """{"architectures": ["T5EncoderModel"]}""");
        _folder.Write("model.safetensors", Weights);

        var model = DiffusersFolder.TryRead(_folder.Path).ShouldNotBeNull();

        (model.IsPipeline, model.ClassName).ShouldBe((false, "T5EncoderModel"));
        model.CountTensors()!.Value.Tensors.ShouldBe(2);
        model.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void Files_that_the_index_promises_are_missed()
    {
        Write("config.json", """{"_class_name": "FluxTransformer2DModel"}""");
        Write(
            "model.safetensors.index.json",
            """{"weight_map": {"a": "x-1.safetensors", "b": "x-2.safetensors", "c": "../../etc/passwd"}}"""
        );
        _folder.Write("x-1.safetensors", Weights);

        DiffusersFolder.TryRead(_folder.Path)!.Missing.ShouldBe(["x-2.safetensors"]);
    }

    [Fact]
    public void Files_that_the_numbering_promises_are_missed()
    {
        Write("config.json", """{"model_type": "t5"}""");
        _folder.Write("model-00001-of-00003.safetensors", Weights);
        _folder.Write("model-00003-of-00003.safetensors", Weights);

        DiffusersFolder.TryRead(_folder.Path)!.Missing.ShouldBe(["model-00002-of-00003.safetensors"]);
    }

    [Theory]
    [InlineData("""{"sd_model_checkpoint": "x"}""")]
    [InlineData("[1]")]
    [InlineData("not json")]
    public void Settings_of_an_application_make_no_model(string json)
    {
        Write("config.json", json);

        DiffusersFolder.TryRead(_folder.Path).ShouldBeNull();
    }

    private void Write(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));
}
