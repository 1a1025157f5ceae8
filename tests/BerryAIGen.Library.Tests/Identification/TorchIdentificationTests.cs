using BerryAIGen.Library.Identification;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Library.Tests.Identification;

/// <summary>Files of PyTorch, made here, go all the way from their bytes to an answer; in each form and under no telling name.</summary>
public sealed class TorchIdentificationTests : IDisposable
{
    private static readonly (string Key, string Type, byte[] Bytes)[] Storages = [("0", "HalfStorage", new byte[2])];
    private static readonly ModelIdentification Identification = new(configurationFolder: null);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Every value is the same one, so that a whole model's shapes fit into a small file.
    private static TorchTensor Tensor(string name, params long[] shape) =>
        new(name, "HalfStorage", "0", shape, Strides: new long[shape.Length]);

    private static TorchTensor[] Lora(string prefix, string module, long inner, long width) =>
        [
            Tensor($"{prefix}_{module}.lora_down.weight", 8, width),
            Tensor($"{prefix}_{module}.lora_up.weight", inner, 8),
            Tensor($"{prefix}_{module}.alpha"),
        ];

    private static readonly TorchTensor[] Sd1Lora = Lora(
        "lora_unet",
        "down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k",
        320,
        768
    );

    private static readonly TorchTensor[] SdxlCheckpoint =
    [
        Tensor("model.diffusion_model.input_blocks.0.0.weight", 320, 4, 3, 3),
        Tensor("model.diffusion_model.input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight", 640, 2048),
        Tensor("model.diffusion_model.output_blocks.2.1.transformer_blocks.0.attn2.to_k.weight", 1280, 2048),
        Tensor("model.diffusion_model.label_emb.0.0.weight", 1280, 2816),
        Tensor("first_stage_model.decoder.conv_in.weight", 512, 4, 3, 3),
        Tensor("conditioner.embedders.1.model.ln_final.weight", 1280),
    ];

    private static readonly TorchTensor[] Vae =
    [
        Tensor("encoder.conv_in.weight", 128, 3, 3, 3),
        Tensor("decoder.conv_in.weight", 512, 4, 3, 3),
        Tensor("decoder.conv_out.weight", 3, 128, 3, 3),
        Tensor("decoder.mid.block_1.conv1.weight", 512, 512, 3, 3),
        Tensor("decoder.up.0.block.0.norm1.weight", 128),
        Tensor("quant_conv.weight", 8, 8, 1, 1),
        Tensor("post_quant_conv.weight", 4, 4, 1, 1),
    ];

    private static readonly TorchTensor[] Esrgan =
    [
        Tensor("conv_first.weight", 64, 3, 3, 3),
        Tensor("body.0.rdb1.conv1.weight", 32, 64, 3, 3),
        Tensor("conv_body.weight", 64, 64, 3, 3),
        Tensor("conv_up1.weight", 64, 64, 3, 3),
        Tensor("conv_up2.weight", 64, 64, 3, 3),
        Tensor("conv_last.weight", 3, 64, 3, 3),
    ];

    private static readonly TorchTensor[] Compact =
    [
        Tensor("body.0.weight", 64, 3, 3, 3),
        Tensor("body.1.weight", 64),
        Tensor("body.2.weight", 64, 64, 3, 3),
        Tensor("body.3.weight", 64),
        Tensor("body.4.weight", 48, 64, 3, 3),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_kind_of_model_is_known_by_its_pickle(bool isZip)
    {
        Kind(Identify(isZip, Sd1Lora)).ShouldBe(("lora", "sd1"));
        Kind(Identify(isZip, SdxlCheckpoint, "state_dict")).ShouldBe(("main", "sdxl"));
        Kind(Identify(isZip, Vae, "state_dict")).Type.ShouldBe("vae");
        Identify(isZip, Esrgan, "params_ema").ShouldBe(("upscaler", "any", "x4"));
        Identify(isZip, Compact, "params").ShouldBe(("upscaler", "any", "x4"));
    }

    [Theory]
    [InlineData(768, "sd1")]
    [InlineData(1024, "sd2")]
    public void An_embedding_of_the_first_trainers_is_known_by_its_width(long width, string @base)
    {
        var script = PickleScript.Of(2).Raw("}(").Text("string_to_token").Raw("}").Text("*").Whole(265).Raw("s");
        script.Text("string_to_param").Raw(Inner(Tensor("*", 4, width)));
        script.Text("name").Text("mine").Text("step").Whole(500).Text("sd_checkpoint").Raw("Nu");

        var identity = Inspect(TorchFile.Zip(script.Stop(), Storages)).Identity;

        (identity.Type, identity.Base).ShouldBe(("embedding", @base));
    }

    [Fact]
    public void An_embedding_of_the_library_is_known_by_its_token() =>
        Kind(Identify(true, [Tensor("<my-style>", 768)])).ShouldBe(("embedding", "sd1"));

    [Fact]
    public void A_pickle_without_tensors_is_unknown_and_says_why()
    {
        var file = Inspect(PickleScript.Of(2).Raw("N").Stop());

        file.Identity.Type.ShouldBe("unknown");
        file.Why.ShouldContain(why => why.StartsWith("No tensors were found in it", StringComparison.Ordinal));
    }

    private (string Type, string Base, string? Variant) Identify(
        bool isZip,
        TorchTensor[] tensors,
        params string[] below
    )
    {
        var pickle = TorchFile.StateDictionary(tensors, below);
        var identity = Inspect(isZip ? TorchFile.Zip(pickle, Storages) : TorchFile.Legacy(pickle, Storages)).Identity;
        return (identity.Type, identity.Base, identity.Variant);
    }

    private static (string Type, string Base) Kind((string Type, string Base, string? Variant) identity) =>
        (identity.Type, identity.Base);

    private InspectedFile Inspect(byte[] content) => Identification.Inspect(_folder.Write("x.bin", content));

    private static byte[] Inner(TorchTensor tensor) => TorchFile.StateDictionary([tensor])[2..^1];
}
