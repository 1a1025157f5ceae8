using BerryAIGen.Library.Identification.Definitions;
using BerryAIGen.Library.Identification.Rules;
using BerryAIGen.Library.Identification.Tables;

namespace BerryAIGen.Library.Tests.Identification;

/// <summary>Keys as real files have them, a few of each: <c>name:sizes</c>, or <c>name:sizes:type</c>.</summary>
public sealed class KnownModelTests
{
    private static readonly ArchitectureRules Rules = ArchitectureCatalog.Load(configurationFolder: null).Compile();

    [Theory]
    [InlineData(
        "main",
        "sd1",
        "normal",
        "checkpoint",
        "model.diffusion_model.input_blocks.0.0.weight:320,4,3,3 model.diffusion_model.input_blocks.2.1.transformer_blocks.0.attn2.to_k.weight:320,768 model.diffusion_model.output_blocks.3.1.proj_in.weight:8,8 cond_stage_model.transformer.text_model.encoder.layers.0.mlp.fc1.weight:8,8 first_stage_model.decoder.conv_in.weight:512,4,3,3"
    )]
    [InlineData(
        "main",
        "sd1",
        "inpaint",
        "checkpoint",
        "model.diffusion_model.input_blocks.0.0.weight:320,9,3,3 model.diffusion_model.input_blocks.2.1.transformer_blocks.0.attn2.to_k.weight:320,768 model.diffusion_model.output_blocks.3.1.proj_in.weight:8,8 first_stage_model.decoder.conv_in.weight:512,4,3,3"
    )]
    [InlineData(
        "main",
        "sd2",
        "normal",
        "checkpoint",
        "model.diffusion_model.input_blocks.0.0.weight:320,4,3,3 model.diffusion_model.input_blocks.2.1.transformer_blocks.0.attn2.to_k.weight:320,1024 model.diffusion_model.output_blocks.3.1.proj_in.weight:8,8 cond_stage_model.model.ln_final.weight:1024"
    )]
    [InlineData(
        "main",
        "sdxl",
        "normal",
        "checkpoint",
        "model.diffusion_model.input_blocks.0.0.weight:320,4,3,3 model.diffusion_model.input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight:640,2048 model.diffusion_model.middle_block.1.proj_in.weight:8,8 model.diffusion_model.output_blocks.3.1.proj_in.weight:8,8 conditioner.embedders.1.model.ln_final.weight:1280 conditioner.embedders.0.transformer.text_model.encoder.layers.0.mlp.fc1.weight:8,8 first_stage_model.decoder.conv_in.weight:512,4,3,3"
    )]
    [InlineData(
        "main",
        "sdxl-refiner",
        null,
        "checkpoint",
        "model.diffusion_model.input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight:640,1280 model.diffusion_model.output_blocks.3.1.proj_in.weight:8,8 conditioner.embedders.0.model.ln_final.weight:1280"
    )]
    [InlineData(
        "main",
        "sd3",
        "3.5-large",
        "single file, model.diffusion_model. prefix",
        "model.diffusion_model.joint_blocks.0.context_block.attn.qkv.weight:7296,2432 model.diffusion_model.x_embedder.proj.weight:2432,16,2,2"
    )]
    [InlineData(
        "main",
        "sd3",
        "3.5-medium",
        "single file",
        "joint_blocks.0.context_block.attn.qkv.weight:4608,1536 joint_blocks.0.x_block.attn2.qkv.weight:4608,1536 x_embedder.proj.weight:1536,16,2,2"
    )]
    [InlineData(
        "main",
        "flux1",
        "dev",
        "single file",
        "double_blocks.0.img_attn.norm.key_norm.scale:128 double_blocks.0.img_attn.qkv.weight:9216,3072 img_in.weight:3072,64 guidance_in.in_layer.weight:3072,256 txt_in.weight:3072,4096 vector_in.in_layer.weight:3072,768"
    )]
    [InlineData(
        "main",
        "flux1",
        "schnell",
        "single file",
        "double_blocks.0.img_attn.norm.key_norm.weight:128 img_in.weight:3072,64 txt_in.weight:3072,4096 vector_in.in_layer.weight:3072,768 single_blocks.0.modulation.lin.weight:32,32"
    )]
    [InlineData(
        "main",
        "flux1",
        "fill",
        "single file",
        "double_blocks.0.img_attn.norm.key_norm.scale:128 img_in.weight:3072,384 guidance_in.in_layer.weight:3072,256"
    )]
    [InlineData(
        "main",
        "flux1",
        "dev",
        "checkpoint fp8",
        "model.diffusion_model.double_blocks.0.img_attn.norm.key_norm.scale:128 model.diffusion_model.img_in.weight:3072,64:F8_E4M3 model.diffusion_model.guidance_in.in_layer.weight:3072,256 vae.decoder.conv_in.weight:512,16,3,3 text_encoders.t5xxl.transformer.shared.weight:32128,4096"
    )]
    [InlineData(
        "main",
        "flux1",
        "dev",
        "single file bnb nf4",
        "double_blocks.0.img_attn.norm.key_norm.scale:128 double_blocks.0.img_attn.qkv.weight:14155776,1:U8 double_blocks.0.img_attn.qkv.weight.quant_state.bitsandbytes__nf4:200 img_in.weight:3072,64 guidance_in.in_layer.weight:8,8"
    )]
    [InlineData(
        "main",
        "flux2",
        "klein-4b",
        "single file",
        "double_stream_modulation_img.lin.weight:18432,3072 double_blocks.0.img_attn.norm.key_norm.scale:128 img_in.weight:3072,128 txt_in.weight:3072,7680"
    )]
    [InlineData(
        "main",
        "chroma",
        null,
        "single file",
        "distilled_guidance_layer.norms.0.scale:5120 double_blocks.0.img_attn.norm.key_norm.scale:128 double_blocks.0.img_attn.qkv.weight:9216,3072 img_in.weight:3072,64"
    )]
    [InlineData(
        "main",
        "qwen-image",
        null,
        "single file fp8 scaled",
        "txt_norm.weight:3584 img_in.weight:3072,64 transformer_blocks.0.attn.add_k_proj.weight:3072,3072 transformer_blocks.0.attn.add_k_proj.scale_weight: transformer_blocks.0.img_mlp.net.0.proj.weight:12288,3072"
    )]
    [InlineData(
        "main",
        "lumina2",
        null,
        "single file",
        "cap_embedder.1.weight:2304,2304 noise_refiner.0.attention.k_norm.weight:96 context_refiner.0.attention.qkv.weight:8,8 layers.0.ffn_norm1.weight:2304"
    )]
    [InlineData(
        "main",
        "wan2.1",
        "i2v-14b",
        "single file",
        "head.modulation:1,2,5120 patch_embedding.weight:5120,36,1,2,2 img_emb.proj.0.bias:1280 blocks.0.cross_attn.k.weight:5120,5120"
    )]
    [InlineData(
        "main",
        "wan2.1",
        "t2v-1.3b",
        "single file",
        "head.modulation:1,2,1536 patch_embedding.weight:1536,16,1,2,2 blocks.0.cross_attn.k.weight:1536,1536"
    )]
    [InlineData(
        "main",
        "wan2.2",
        "ti2v-5b",
        "single file",
        "head.modulation:1,2,3072 patch_embedding.weight:3072,48,1,2,2 blocks.0.cross_attn.k.weight:3072,3072"
    )]
    [InlineData(
        "main",
        "wan",
        "t2v-14b",
        "single file",
        "head.modulation:1,2,5120 patch_embedding.weight:5120,16,1,2,2 blocks.0.cross_attn.k.weight:5120,5120"
    )]
    [InlineData(
        "main",
        "hunyuan-video",
        "t2v",
        "single file",
        "txt_in.individual_token_refiner.blocks.0.norm1.weight:3072 img_in.proj.weight:3072,16,1,2,2 double_blocks.0.img_attn.norm.key_norm.scale:128 double_blocks.0.img_attn.qkv.weight:9216,3072 vector_in.in_layer.weight:8,8"
    )]
    [InlineData(
        "main",
        "cosmos-predict2",
        "2b",
        "single file, net. prefix",
        "net.blocks.0.mlp.layer1.weight:8192,2048 net.blocks.0.cross_attn.q_proj.weight:2048,2048 net.x_embedder.proj.1.weight:2048,68"
    )]
    [InlineData(
        "main",
        "ltxv",
        null,
        "single file, model.diffusion_model. prefix",
        "model.diffusion_model.adaln_single.emb.timestep_embedder.linear_1.bias:2048 model.diffusion_model.transformer_blocks.0.attn2.to_k.weight:2048,2048"
    )]
    [InlineData(
        "lora",
        "sd1",
        null,
        "kohya",
        "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k.lora_down.weight:8,768 lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k.lora_up.weight:320,8"
    )]
    [InlineData(
        "lora",
        "sd2",
        null,
        "loha",
        "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k.hada_w1_a:320,8 unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k.hada_w1_b:8,1024"
    )]
    [InlineData(
        "lora",
        "sdxl",
        null,
        "kohya",
        "lora_unet_down_blocks_2_attentions_0_transformer_blocks_7_attn1_to_q.lora_down.weight:4,1280 lora_unet_down_blocks_2_attentions_0_transformer_blocks_2_attn1_to_q.lora_down.weight:4,1280"
    )]
    [InlineData(
        "lora",
        "sdxl",
        null,
        "diffusers-peft",
        "unet.down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k.lora_A.weight:16,2048 unet.down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k.lora_B.weight:640,16"
    )]
    [InlineData(
        "lora",
        "sd1",
        null,
        "diffusers",
        "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.processor.to_k_lora.down.weight:4,768 unet.down_blocks.0.attentions.0.transformer_blocks.0.attn2.processor.to_k_lora.up.weight:320,4"
    )]
    [InlineData(
        "lora",
        "flux1",
        null,
        "xlabs",
        "double_blocks.0.processor.qkv_lora1.down.weight:16,3072 double_blocks.0.processor.qkv_lora1.up.weight:9216,16"
    )]
    [InlineData(
        "lora",
        "flux1",
        null,
        "diffusers-peft",
        "transformer.single_transformer_blocks.0.attn.to_q.lora_A.weight:16,3072 transformer.transformer_blocks.0.attn.add_q_proj.lora_A.weight:16,3072"
    )]
    [InlineData(
        "lora",
        "flux1",
        null,
        "onetrainer, bfl names",
        "transformer.double_blocks.0.img_attn.qkv.0.lora_down.weight:16,3072 transformer.double_blocks.0.img_attn.qkv.0.lora_up.weight:3072,16 transformer.double_blocks.0.img_attn.qkv.0.alpha:"
    )]
    [InlineData(
        "lora",
        "flux1",
        "control",
        "bfl control",
        "img_in.lora_A.weight:64,128 img_in.lora_B.weight:3072,64 double_blocks.0.img_attn.norm.key_norm.scale:128 double_blocks.0.img_attn.proj.lora_A.weight:64,3072"
    )]
    [InlineData(
        "lora",
        "flux2",
        "klein-9b",
        "ai-toolkit",
        "diffusion_model.double_blocks.0.img_attn.proj.lora_A.weight:16,4096 diffusion_model.double_blocks.0.img_attn.proj.lora_B.weight:4096,16"
    )]
    [InlineData(
        "lora",
        "flux2",
        "klein-4b",
        "kohya",
        "lora_unet_double_blocks_0_img_attn_proj.lora_down.weight:16,3072 lora_unet_double_blocks_0_img_mlp_0.lora_up.weight:18432,16"
    )]
    [InlineData(
        "lora",
        "z-image",
        null,
        "ai-toolkit",
        "diffusion_model.layers.0.attention.to_k.lora_A.weight:16,3840 diffusion_model.layers.0.attention.to_k.lora_B.weight:3840,16"
    )]
    [InlineData(
        "lora",
        "qwen-image",
        null,
        "diffusers-peft",
        "transformer.transformer_blocks.0.attn.add_k_proj.lora_A.weight:16,3072 transformer.transformer_blocks.0.img_mlp.net.0.proj.lora_A.weight:16,3072"
    )]
    [InlineData(
        "lora",
        "wan",
        "14b",
        "ai-toolkit",
        "diffusion_model.blocks.0.cross_attn.k.lora_A.weight:16,5120 diffusion_model.blocks.0.cross_attn.k.lora_B.weight:5120,16"
    )]
    [InlineData(
        "lora",
        "wan",
        "i2v",
        "kohya",
        "lora_unet_blocks_0_cross_attn_k_img.lora_down.weight:16,5120 lora_unet_blocks_0_cross_attn_k_img.lora_up.weight:5120,16"
    )]
    [InlineData(
        "lora",
        "anima",
        null,
        "diffusers-peft",
        "transformer.blocks.0.cross_attn.k_proj.lora_A.weight:16,1024 transformer.blocks.0.self_attn.q_proj.lora_A.weight:16,2048"
    )]
    [InlineData(
        "lora",
        "hunyuan-video",
        null,
        "ai-toolkit",
        "diffusion_model.single_blocks.39.linear1.lora_A.weight:16,3072 diffusion_model.double_blocks.19.img_attn.qkv.lora_A.weight:16,3072"
    )]
    [InlineData(
        "lora",
        "ltxv",
        null,
        "diffusers-peft",
        "transformer.transformer_blocks.0.attn1.to_k.lora_A.weight:16,2048 transformer.transformer_blocks.0.attn1.to_k.lora_B.weight:2048,16"
    )]
    [InlineData(
        "vae",
        "sd",
        null,
        "ldm",
        "encoder.conv_in.weight:128,3,3,3 decoder.conv_in.weight:512,4,3,3 decoder.mid.block_1.conv1.weight:512,512,3,3"
    )]
    [InlineData(
        "vae",
        "flux1",
        null,
        "ldm",
        "encoder.conv_in.weight:128,3,3,3 decoder.conv_in.weight:512,16,3,3 decoder.mid.block_1.conv1.weight:512,512,3,3"
    )]
    [InlineData(
        "vae",
        "flux2",
        null,
        "ldm",
        "bn.running_mean:128 decoder.conv_in.weight:512,32,3,3 decoder.mid.block_1.conv1.weight:512,512,3,3"
    )]
    [InlineData(
        "vae",
        "wan",
        null,
        "single file",
        "decoder.middle.0.residual.0.gamma:384,1,1,1 encoder.conv1.weight:96,3,3,3,3"
    )]
    [InlineData(
        "vae",
        "wan2.2",
        null,
        "single file",
        "decoder.middle.0.residual.0.gamma:1024,1,1,1 decoder.upsamples.0.upsamples.0.residual.2.weight:8,8,3,3,3"
    )]
    [InlineData(
        "controlnet",
        "sdxl",
        null,
        "diffusers names",
        "controlnet_cond_embedding.conv_in.weight:16,3,3,3 down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k.weight:640,2048"
    )]
    [InlineData(
        "controlnet",
        "sd1",
        null,
        "ldm",
        "control_model.input_blocks.2.1.transformer_blocks.0.attn2.to_k.weight:320,768 control_model.zero_convs.0.0.weight:320,320,1,1"
    )]
    [InlineData(
        "controlnet",
        "flux1",
        null,
        "instantx",
        "controlnet_x_embedder.weight:3072,64 controlnet_blocks.0.weight:3072,3072 transformer_blocks.0.attn.add_q_proj.weight:3072,3072"
    )]
    [InlineData(
        "ip_adapter",
        "flux1",
        null,
        "xlabs",
        "double_blocks.0.processor.ip_adapter_double_stream_k_proj.weight:3072,4096 ip_adapter_proj_model.proj.weight:16384,768"
    )]
    [InlineData(
        "ip_adapter",
        "sdxl",
        "base",
        null,
        "image_proj.proj.weight:8192,1280 ip_adapter.1.to_k_ip.weight:640,2048"
    )]
    [InlineData("embedding", "sdxl", null, "textual-inversion", "clip_g:8,1280 clip_l:8,768")]
    [InlineData(
        "style_model",
        "flux1",
        "redux",
        null,
        "redux_up.weight:12288,1152 redux_up.bias:12288 redux_down.weight:4096,12288 redux_down.bias:4096"
    )]
    [InlineData(
        "motion_module",
        "sd1",
        "v2",
        null,
        "down_blocks.0.motion_modules.0.temporal_transformer.proj_in.weight:320,320 mid_block.motion_modules.0.temporal_transformer.proj_in.weight:1280,1280"
    )]
    [InlineData(
        "upscaler",
        "any",
        "x4",
        null,
        "conv_first.weight:64,3,3,3 body.0.rdb1.conv1.weight:32,64,3,3 conv_body.weight:64,64,3,3 conv_up1.weight:64,64,3,3 conv_up2.weight:64,64,3,3 conv_hr.weight:64,64,3,3 conv_last.weight:3,64,3,3"
    )]
    [InlineData(
        "upscaler",
        "any",
        "x2",
        null,
        "params_ema.conv_first.weight:64,12,3,3 params_ema.body.0.rdb1.conv1.weight:32,64,3,3 params_ema.conv_body.weight:64,64,3,3 params_ema.conv_last.weight:3,64,3,3"
    )]
    public void A_real_file_is_known(string type, string model, string? variant, string? format, string keys)
    {
        var identity = Rules.Identify(TableOf(keys));

        (identity.Type, identity.Base, identity.Variant, identity.Format).ShouldBe(
            (type, model, variant, format),
            string.Join(' ', identity.Why)
        );
    }

    [Theory]
    [InlineData(
        "clip-l",
        "text_model.encoder.layers.0.self_attn.q_proj.weight:768,768 text_model.encoder.layers.11.layer_norm1.weight:768"
    )]
    [InlineData(
        "clip-g",
        "text_model.encoder.layers.0.self_attn.q_proj.weight:1280,1280 text_model.encoder.layers.30.layer_norm1.weight:1280"
    )]
    [InlineData("t5-xxl", "encoder.block.0.layer.1.DenseReluDense.wi_1.weight:10240,4096 shared.weight:32128,4096")]
    [InlineData("umt5-xxl", "encoder.block.0.layer.1.DenseReluDense.wi_1.weight:10240,4096 shared.weight:256384,4096")]
    [InlineData(
        "qwen2.5-vl-7b",
        "model.language_model.layers.0.self_attn.k_proj.bias:512 model.language_model.layers.0.self_attn.k_proj.weight:512,3584 model.visual.blocks.0.attn.qkv.weight:8,8"
    )]
    [InlineData(
        "qwen3-4b",
        "model.layers.0.self_attn.q_norm.weight:128 model.layers.0.self_attn.k_proj.weight:1024,2560 model.layers.0.input_layernorm.weight:2560"
    )]
    [InlineData(
        "gemma-2",
        "model.layers.0.post_feedforward_layernorm.weight:2304 model.layers.0.self_attn.k_proj.weight:1024,2304"
    )]
    [InlineData(
        "llama-3",
        "model.layers.0.self_attn.k_proj.weight:1024,4096 model.layers.0.input_layernorm.weight:4096"
    )]
    public void A_text_encoder_is_known_by_its_exact_model(string arch, string keys)
    {
        var identity = Rules.Identify(TableOf(keys));

        (identity.Type, identity.Base, identity.Arch).ShouldBe(("text_encoder", "any", arch));
    }

    [Fact]
    public void A_main_model_that_keeps_the_keys_of_a_merged_adapter_is_still_a_main_model()
    {
        var table = TableOf(
            "double_blocks.0.img_attn.norm.key_norm.scale:128 double_blocks.0.img_attn.qkv.weight:9216,3072 img_in.weight:3072,64 double_blocks.0.img_attn.qkv.lora_A.weight:16,3072"
        );

        Rules.Identify(table).Type.ShouldBe("main");
    }

    [Fact]
    public void Metadata_tells_the_base_of_an_adapter_whose_shapes_do_not()
    {
        var table = TableOf("lora_unet_conv_in.lora_down.weight:4,4 lora_unet_conv_in.lora_up.weight:320,4");

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
    [InlineData("double_blocks.0.img_attn.norm.key_norm.scale:128")]
    [InlineData("head.weight:8,8 patch_embedding.weight:5120,16,1,2,2")]
    [InlineData("conv_first.weight:64,3,3,3 conv_last.weight:3,64,3,3")]
    [InlineData("attn2.to_k.weight:320,768")]
    public void A_part_of_a_model_is_unknown(string keys) => Rules.Identify(TableOf(keys)).IsKnown.ShouldBeFalse();

    private static TensorTable TableOf(string keys) =>
        new()
        {
            Tensors =
            [
                .. keys.Split(' ')
                    .Select(key => key.Split(':'))
                    .Select(parts => new TableTensor(
                        parts[0],
                        parts.Length > 2 ? parts[2] : "F16",
                        [.. parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ulong.Parse)]
                    )),
            ],
        };
}
