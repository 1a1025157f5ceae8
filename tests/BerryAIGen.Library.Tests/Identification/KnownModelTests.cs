using BerryAIGen.Library.Identification.Definitions;
using BerryAIGen.Library.Identification.Rules;

namespace BerryAIGen.Library.Tests.Identification;

/// <summary>A few keys of real files each, as <c>KnownModels/*.txt</c> lists them, get the name that stands over them.</summary>
public sealed class KnownModelTests
{
    private const string TextEncoders = "text-encoders";

    private static readonly ArchitectureRules Rules = ArchitectureCatalog.Load(configurationFolder: null).Compile();
    private static readonly IReadOnlyDictionary<string, KnownModel> Models = KnownModel.LoadAll();

    public static TheoryData<string> Files =>
        [.. Models.Where(known => known.Value.File != TextEncoders).Select(known => known.Key)];

    public static TheoryData<string> Encoders =>
        [.. Models.Where(known => known.Value.File == TextEncoders).Select(known => known.Key)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_real_file_is_known(string name)
    {
        var known = Models[name];

        var identity = Rules.Identify(known.Table);

        string?[] found = [identity.Type, identity.Base, identity.Variant, identity.Format];
        string.Join(" | ", found.Select(word => word ?? "-")).ShouldBe(known.Heading, string.Join(' ', identity.Why));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void A_text_encoder_is_known_by_its_exact_model(string name)
    {
        var known = Models[name];

        var identity = Rules.Identify(known.Table);

        (identity.Type, identity.Base, identity.Arch).ShouldBe(("text_encoder", "any", known.Heading));
    }

    [Fact]
    public void A_main_model_that_keeps_the_keys_of_a_merged_adapter_is_still_a_main_model()
    {
        var table = KnownModel.TableOf(
            "double_blocks.0.img_attn.norm.key_norm.scale [128]",
            "double_blocks.0.img_attn.qkv.weight [9216 3072]",
            "img_in.weight [3072 64]",
            "double_blocks.0.img_attn.qkv.lora_A.weight [16 3072]"
        );

        Rules.Identify(table).Type.ShouldBe("main");
    }

    [Fact]
    public void Metadata_tells_the_base_of_an_adapter_whose_shapes_do_not()
    {
        var table = KnownModel.TableOf(
            "lora_unet_conv_in.lora_down.weight [4 4]",
            "lora_unet_conv_in.lora_up.weight [320 4]"
        );

        Rules.Identify(table).Base.ShouldBe("unknown");
        Rules
            .Identify(
                table with
                {
                    Metadata = new Dictionary<string, string> { ["ss_base_model_version"] = "sdxl_base_v1-0" },
                }
            )
            .Base.ShouldBe("sdxl");
    }

    [Theory]
    [InlineData("double_blocks.0.img_attn.norm.key_norm.scale [128]")]
    [InlineData("head.weight [8 8]", "patch_embedding.weight [5120 16 1 2 2]")]
    [InlineData("conv_first.weight [64 3 3 3]", "conv_last.weight [3 64 3 3]")]
    [InlineData("attn2.to_k.weight [320 768]")]
    public void A_part_of_a_model_is_unknown(params string[] keys) =>
        Rules.Identify(KnownModel.TableOf(keys)).IsKnown.ShouldBeFalse();
}
