using static BerryAIGen.IO.Tests.Recipes.ComfyUiSample;

namespace BerryAIGen.IO.Tests.Recipes;

/// <summary>Kinds of nodes that stand between a sampler and its words and models.</summary>
public sealed class ComfyUiNodeTests
{
    [Fact]
    public void The_parts_of_a_custom_sampler_are_read_together()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                """
                {"1":{"class_type":"SamplerCustomAdvanced","inputs":{"noise":["2",0],"guider":["3",0],"sampler":["4",0],"sigmas":["5",0],"latent_image":["6",0]}},
                "2":{"class_type":"RandomNoise","inputs":{"noise_seed":12}},
                "3":{"class_type":"BasicGuider","inputs":{"model":["7",0],"conditioning":["8",0]}},
                "4":{"class_type":"KSamplerSelect","inputs":{"sampler_name":"euler"}},
                "5":{"class_type":"BasicScheduler","inputs":{"scheduler":"simple","steps":20,"denoise":1,"model":["7",0]}},
                "6":{"class_type":"EmptySD3LatentImage","inputs":{"width":1024,"height":768}},
                "7":{"class_type":"LoraLoaderModelOnly","inputs":{"lora_name":"style.safetensors","strength_model":0.75,"model":["9",0]}},
                "8":{"class_type":"FluxGuidance","inputs":{"guidance":3.5,"conditioning":["10",0]}},
                "9":{"class_type":"UNETLoader","inputs":{"unet_name":"flux1-dev.safetensors","weight_dtype":"default"}},
                "10":{"class_type":"CLIPTextEncode","inputs":{"text":"a cat","clip":["11",0]}},
                "11":{"class_type":"DualCLIPLoader","inputs":{"clip_name1":"clip_l.safetensors","clip_name2":"t5xxl.safetensors","type":"flux"}},
                "12":{"class_type":"VAEDecode","inputs":{"samples":["1",0],"vae":["13",0]}},
                "13":{"class_type":"VAELoader","inputs":{"vae_name":"ae.safetensors"}},
                "14":{"class_type":"SaveImage","inputs":{"images":["12",0]}} }
                """
            )
        );

        (recipe.Prompt, recipe.Seed, recipe.Steps, recipe.Sampler, recipe.Scheduler).ShouldBe(
            ("a cat", 12m, 20, "euler", "simple")
        );
        (recipe.Width, recipe.Settings["guidance"]).ShouldBe((1024, "3.5"));
        recipe
            .Models()
            .ShouldBe(
                [
                    ("checkpoint", "flux1-dev.safetensors", null, null),
                    ("lora", "style.safetensors", null, 0.75),
                    ("text_encoder", "clip_l.safetensors", null, null),
                    ("text_encoder", "t5xxl.safetensors", null, null),
                    ("vae", "ae.safetensors", null, null),
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public void A_second_pass_does_not_hide_the_first()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                $$$"""
                {{{{Sampler}}},{{{Base.Replace(
                    "\"samples\":[\"3\",0]",
                    "\"samples\":[\"30\",0]",
                    StringComparison.Ordinal
                )}}},
                "30":{"class_type":"KSampler","inputs":{"seed":1,"steps":9,"cfg":2,"sampler_name":"euler","scheduler":"normal","denoise":0.5,
                "model":["4",0],"positive":["6",0],"negative":["7",0],"latent_image":["31",0]}},
                "31":{"class_type":"LatentUpscaleBy","inputs":{"samples":["3",0],"upscale_method":"nearest-exact","scale_by":1.5}} }
                """
            )
        );

        (recipe.Steps, recipe.Seed, recipe.Width).ShouldBe((20, 156680208700286m, 512));
    }

    [Fact]
    public void Each_side_of_a_node_with_both_is_followed_for_itself()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                $$$"""
                {{{{Sampler.Replace("[\"6\",0]", "[\"40\",0]", StringComparison.Ordinal).Replace(
                    "[\"7\",0]",
                    "[\"40\",1]",
                    StringComparison.Ordinal
                )}}},{{{Base}}},
                "40":{"class_type":"ControlNetApplyAdvanced","inputs":{"strength":1,"positive":["6",0],"negative":["7",0],"control_net":["41",0],"image":["42",0]}},
                "41":{"class_type":"ControlNetLoader","inputs":{"control_net_name":"canny.safetensors"}},
                "42":{"class_type":"LoadImage","inputs":{"image":"edge.png"}} }
                """
            )
        );

        (recipe.Prompt, recipe.NegativePrompt).ShouldBe(("a cat, embedding:good", "dog"));
        recipe.Models().ShouldContain(("controlnet", "canny.safetensors", null, null));
    }

    [Fact]
    public void An_efficient_loader_carries_the_words_the_size_and_a_stack()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                """
                {"1":{"class_type":"KSampler (Efficient)","inputs":{"seed":5,"steps":9,"cfg":7,"sampler_name":"euler","scheduler":"normal","denoise":1,
                "model":["2",0],"positive":["2",1],"negative":["2",2],"latent_image":["2",3]}},
                "2":{"class_type":"Efficient Loader","inputs":{"ckpt_name":"base.safetensors","vae_name":"Baked VAE","lora_name":"None","positive":"a cat","negative":"dog",
                "empty_latent_width":640,"empty_latent_height":512,"lora_stack":["3",0]}},
                "3":{"class_type":"LoRA Stacker","inputs":{"input_mode":"simple","lora_count":1,"lora_name_1":"one.safetensors","lora_wt_1":0.7,"model_str_1":1,
                "lora_name_2":"two.safetensors","lora_wt_2":0.3,"model_str_2":1}}}
                """
            )
        );

        (recipe.Prompt, recipe.NegativePrompt, recipe.Width, recipe.Height).ShouldBe(("a cat", "dog", 640, 512));
        recipe
            .Models()
            .ShouldBe([("checkpoint", "base.safetensors", null, null), ("lora", "one.safetensors", null, 0.7)]);
    }

    [Fact]
    public void A_pipe_hands_on_both_sides()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                $$$"""
                {{{{Sampler.Replace("[\"6\",0]", "[\"61\",3]", StringComparison.Ordinal).Replace(
                    "[\"7\",0]",
                    "[\"61\",4]",
                    StringComparison.Ordinal
                )}}},{{{Base}}},
                "60":{"class_type":"ToBasicPipe","inputs":{"model":["4",0],"clip":["4",1],"vae":["4",2],"positive":["6",0],"negative":["7",0]}},
                "61":{"class_type":"FromBasicPipe","inputs":{"basic_pipe":["60",0]}} }
                """
            )
        );

        (recipe.Prompt, recipe.NegativePrompt).ShouldBe(("a cat, embedding:good", "dog"));
    }

    [Fact]
    public void A_detailer_does_not_hide_the_sampler()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                $$$"""
                {{{{Sampler}}},{{{Base.Replace(
                    "\"images\":[\"8\",0]",
                    "\"images\":[\"70\",0]",
                    StringComparison.Ordinal
                )}}},
                "70":{"class_type":"FaceDetailer","inputs":{"image":["8",0],"seed":99,"steps":12,"cfg":2,"positive":["71",0],"negative":["7",0],"model":["4",0]}},
                "71":{"class_type":"CLIPTextEncode","inputs":{"text":"face","clip":["4",1]}} }
                """
            )
        );

        (recipe.Prompt, recipe.Steps, recipe.Width).ShouldBe(("a cat, embedding:good", 20, 512));
    }

    [Fact]
    public void Wan_encodes_both_sides_in_one_node()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                """
                {"1":{"class_type":"WanVideoSampler","inputs":{"seed":3,"steps":6,"cfg":1,"shift":5,"scheduler":"unipc","model":["2",0],"text_embeds":["3",0],"image_embeds":["4",0]}},
                "2":{"class_type":"WanVideoModelLoader","inputs":{"model":"wan2.1.safetensors"}},
                "3":{"class_type":"WanVideoTextEncode","inputs":{"positive_prompt":"a cat runs","negative_prompt":"still"}},
                "4":{"class_type":"WanVideoEmptyEmbeds","inputs":{"width":832,"height":480,"num_frames":81}}}
                """
            )
        );

        (recipe.Prompt, recipe.NegativePrompt, recipe.Steps, recipe.Width, recipe.Model).ShouldBe(
            ("a cat runs", "still", 6, 832, "wan2.1.safetensors")
        );
    }

    [Fact]
    public void Lists_of_loras_count_those_that_are_on()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                $$$"""
                {{{{Sampler.Replace(
                    "\"model\":[\"4\",0]",
                    "\"model\":[\"50\",0]",
                    StringComparison.Ordinal
                )}}},{{{Base}}},
                "50":{"class_type":"Power Lora Loader (rgthree)","inputs":{"PowerLoraLoaderHeaderWidget":{"type":"x"},"lora_1":{"on":true,"lora":"one.safetensors","strength":0.5},
                "lora_2":{"on":false,"lora":"two.safetensors","strength":1},"model":["51",0]}},
                "51":{"class_type":"LoRA Stacker","inputs":{"lora_name_1":"three.safetensors","lora_wt_1":0.3,"lora_name_2":"None","lora_wt_2":1,"model":["52",0]}},
                "52":{"class_type":"LoraLoader","inputs":{"lora_name":"off.safetensors","strength_model":0,"strength_clip":0,"model":["4",0],"clip":["4",1]}} }
                """
            )
        );

        recipe
            .Models()
            .Where(model => model.Item1 == "lora")
            .ShouldBe([("lora", "one.safetensors", null, 0.5), ("lora", "three.safetensors", null, 0.3)]);
    }
}
