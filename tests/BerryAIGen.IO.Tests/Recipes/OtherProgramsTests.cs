using BerryAIGen.IO.Recipes;
using BerryAIGen.Testing;

namespace BerryAIGen.IO.Tests.Recipes;

/// <summary>Recipes of programs with a form of their own.</summary>
public sealed class OtherProgramsTests
{
    private static readonly string Blake3 = new('a', 64);

    [Fact]
    public void InvokeAI_describes_models_with_hashes()
    {
        var recipe = Texts.Read(
            (
                "invokeai_metadata",
                $$"""
                {"app_version":"5.0.0","positive_prompt":"a fox","negative_prompt":"ugly","seed":42,"steps":30,"cfg_scale":7.5,"scheduler":"dpmpp_2m_k",
                "width":1024,"height":768,"model":{"key":"k","hash":"blake3:{{Blake3}}","name":"Juggernaut","base":"sdxl","type":"main"},"vae":null,
                "loras":[{"model":{"name":"detail","hash":"blake3:{{Blake3}}"},"weight":0.6},{"lora":{"model_name":"old","base_model":"sdxl"},"weight":1}],
                "rand_device":"cpu"}
                """
            )
        );

        (recipe.Generator, recipe.GeneratorVersion, recipe.Prompt, recipe.NegativePrompt).ShouldBe(
            ("InvokeAI", "5.0.0", "a fox", "ugly")
        );
        (recipe.Seed, recipe.Steps, recipe.CfgScale, recipe.Sampler, recipe.Width, recipe.Height).ShouldBe(
            (42m, 30, 7.5, "dpmpp_2m_k", 1024, 768)
        );
        recipe
            .Models()
            .ShouldBe([
                ("checkpoint", "Juggernaut", Blake3, null),
                ("lora", "detail", Blake3, 0.6),
                ("lora", "old", null, 1.0),
            ]);
        recipe.Settings["rand_device"].ShouldBe("cpu");
    }

    [Theory]
    [InlineData("\"a fox [ugly, bad]\"")]
    [InlineData("[{\"prompt\":\"a fox [ugly, bad]\",\"weight\":1.0}]")]
    public void InvokeAI_2_had_metadata_of_its_own(string prompt)
    {
        var recipe = Texts.Read(
            (
                "sd-metadata",
                $$$"""{"model_weights":"sd-1.5","model_hash":"cc6cb27103","app_version":"2.3","image":{"prompt":{{{prompt}}},"steps":50,"cfg_scale":7.5,"sampler":"k_euler_a","seed":99,"width":512,"height":640}}"""
            )
        );

        (recipe.Prompt, recipe.NegativePrompt, recipe.Seed, recipe.Sampler, recipe.Height).ShouldBe(
            ("a fox", "ugly, bad", 99m, "k_euler_a", 640)
        );
        recipe.Models().ShouldBe([("checkpoint", "sd-1.5", "cc6cb27103", null)]);
    }

    [Fact]
    public void InvokeAI_1_wrote_its_command_line()
    {
        var recipe = Texts.Read(("Dream", "\"a fox, -S 7 [ugly]\" -s 50 -S 123 -W 512 -H 640 -C7.5 -A k_lms"));

        (recipe.Prompt, recipe.NegativePrompt).ShouldBe(("a fox, -S 7", "ugly"));
        (recipe.Seed, recipe.Steps, recipe.Width, recipe.Height, recipe.CfgScale, recipe.Sampler).ShouldBe(
            (123m, 50, 512, 640, 7.5, "k_lms")
        );
    }

    [Fact]
    public void Fooocus_names_hashes_and_lists_loras()
    {
        var recipe = Texts.Read(
            (
                "parameters",
                """
                {"base_model":"juggernautXL","base_model_hash":"aeb7e9e689","guidance_scale":4,"loras":[["offset",0.1,"4852686128"]],"metadata_scheme":"fooocus",
                "lora_combined_2":"second : 0.5","negative_prompt":"","performance":"Speed","prompt":"a dog","resolution":"(896, 1152)","sampler":"dpmpp_2m_sde_gpu",
                "scheduler":"karras","seed":"7","steps":30,"version":"Fooocus v2.4.0","vae":"Default (model)","refiner_model":"None"}
                """
            ),
            ("fooocus_scheme", "fooocus")
        );

        (recipe.Generator, recipe.Prompt, recipe.NegativePrompt, recipe.Seed, recipe.Width, recipe.Height).ShouldBe(
            ("Fooocus", "a dog", null, 7m, 896, 1152)
        );
        recipe
            .Models()
            .ShouldBe([
                ("checkpoint", "juggernautXL", "aeb7e9e689", null),
                ("lora", "offset", "4852686128", 0.1),
                ("lora", "second", null, 0.5),
            ]);
        recipe.Settings["performance"].ShouldBe("Speed");
    }

    [Fact]
    public void RuinedFooocus_names_itself()
    {
        var recipe = Texts.Read(
            (
                "parameters",
                """
                {"Prompt":"a tree","Negative":"dark","steps":30,"cfg":8.0,"width":1024,"height":768,"seed":11,"sampler_name":"dpmpp_2m","scheduler":"karras",
                "base_model_name":"sd_xl.safetensors","base_model_hash":"e6bb9ea85b","loras":[["4852686128","0.5 - foo.safetensors"],["1 - bar.safetensors"]],"software":"RuinedFooocus"}
                """
            )
        );

        (recipe.Generator, recipe.Prompt, recipe.NegativePrompt, recipe.Seed, recipe.CfgScale).ShouldBe(
            ("RuinedFooocus", "a tree", "dark", 11m, 8.0)
        );
        recipe
            .Models()
            .ShouldBe([
                ("checkpoint", "sd_xl.safetensors", "e6bb9ea85b", null),
                ("lora", "foo.safetensors", "4852686128", 0.5),
                ("lora", "bar.safetensors", null, 1.0),
            ]);
    }

    [Fact]
    public void SwarmUI_keeps_hashes_apart()
    {
        var recipe = Texts.Read(
            (
                "parameters",
                $$"""
                {"sui_image_params":{"prompt":"a bear","negativeprompt":"fur","model":"Flux/dev","seed":20,"steps":25,"cfgscale":1.0,"width":512,"height":768,"sampler":"euler",
                "scheduler":"simple","loras":["a/one","two"],"loraweights":["0.5","1"],"swarm_version":"0.9.4"},
                "sui_models":[{"name":"Flux/dev.safetensors","param":"model","hash":"0x{{Blake3}}"},{"name":"two.safetensors","param":"loras","hash":"0x{{Blake3}}"}]}
                """
            )
        );

        (recipe.Generator, recipe.Prompt, recipe.NegativePrompt, recipe.Sampler, recipe.Scheduler).ShouldBe(
            ("SwarmUI", "a bear", "fur", "euler", "simple")
        );
        recipe
            .Models()
            .ShouldBe([
                ("checkpoint", "Flux/dev", Blake3, null),
                ("lora", "a/one", null, 0.5),
                ("lora", "two", Blake3, 1.0),
            ]);
    }

    [Fact]
    public void NovelAI_names_its_model_as_the_source()
    {
        var recipe = Texts.Read(
            ("Title", "NovelAI generated image"),
            ("Description", "1girl"),
            ("Software", "NovelAI"),
            ("Source", "NovelAI Diffusion V4 37442FCA"),
            (
                "Comment",
                """{"prompt":"1girl","steps":28,"height":1216,"width":832,"scale":5.0,"seed":3717218480,"noise_schedule":"karras","sampler":"k_euler_ancestral","uc":"lowres"}"""
            )
        );

        (
            recipe.Generator,
            recipe.Prompt,
            recipe.NegativePrompt,
            recipe.Seed,
            recipe.Sampler,
            recipe.Scheduler,
            recipe.Height
        ).ShouldBe(("NovelAI", "1girl", "lowres", 3717218480m, "k_euler_ancestral", "karras", 1216));
        (recipe.Model, recipe.ModelHash).ShouldBe(("NovelAI Diffusion V4 37442FCA", null));
    }

    [Theory]
    [InlineData(
        """[{"char_caption":"a tall girl"},{"char_caption":" "},{"char_caption":"a cat"}]""",
        "2girls\na tall girl\na cat"
    )]
    [InlineData("""["a girl",7,{"char_caption":null}]""", "2girls")]
    [InlineData("""{"char_caption":"a girl"}""", "2girls")]
    public void NovelAI_has_a_prompt_for_each_character(string captions, string prompt) =>
        Texts
            .Read(
                ("Software", "NovelAI"),
                (
                    "Comment",
                    """{"prompt":"2girls","uc":"lowres","v4_prompt":{"caption":{"base_caption":"2girls","char_captions":"""
                        + captions
                        + "}}}"
                )
            )
            .Prompt.ShouldBe(prompt);

    [Fact]
    public void NovelAI_hides_the_same_in_one_object() =>
        Texts
            .Read(
                (
                    "parameters",
                    """{"Software":"NovelAI","Description":"1girl","Comment":"{\"steps\":28,\"uc\":\"lowres\",\"seed\":5}"}"""
                )
            )
            .NegativePrompt.ShouldBe("lowres");

    [Fact]
    public void Easy_Diffusion_writes_a_text_per_field()
    {
        var recipe = Texts.Read(
            ("prompt", "a boat"),
            ("negative_prompt", "fog"),
            ("seed", "5"),
            ("num_inference_steps", "25"),
            ("guidance_scale", "7.5"),
            ("width", "512"),
            ("height", "640"),
            ("sampler_name", "euler_a"),
            ("use_stable_diffusion_model", "sd-v1-4"),
            ("use_vae_model", ""),
            ("use_lora_model", "['one', 'two']"),
            ("lora_alpha", "[0.5, 1]")
        );

        (recipe.Generator, recipe.Prompt, recipe.NegativePrompt, recipe.Seed, recipe.Steps, recipe.CfgScale).ShouldBe(
            ("Easy Diffusion", "a boat", "fog", 5m, 25, 7.5)
        );
        recipe
            .Models()
            .ShouldBe([("checkpoint", "sd-v1-4", null, null), ("lora", "one", null, 0.5), ("lora", "two", null, 1.0)]);
    }

    [Theory]
    [InlineData(
        """{"prompt":"a boat","seed":5,"num_inference_steps":25,"guidance_scale":7.5,"use_stable_diffusion_model":"sd-v1-4"}"""
    )]
    [InlineData("Prompt: a boat\nSeed: 5\nStable Diffusion model: sd-v1-4\nSteps: 25\nGuidance Scale: 7.5\n")]
    public void Easy_Diffusion_writes_side_files(string text)
    {
        using var folder = new TemporaryFolder();
        var path = new PngMaker().Save(Path.Combine(folder.Path, "boat.png"));
        File.WriteAllText(Path.Combine(folder.Path, text.StartsWith('{') ? "boat.json" : "boat.txt"), text);

        var recipe = RecipeReader.Read(path).Recipe.ShouldNotBeNull();

        (recipe.Generator, recipe.Prompt, recipe.Seed, recipe.Steps, recipe.Model).ShouldBe(
            ("Easy Diffusion", "a boat", 5m, 25, "sd-v1-4")
        );
    }

    [Fact]
    public void Draw_Things_writes_XMP()
    {
        var recipe = Texts.Read(
            (
                "description",
                "a lake\n-people\nSteps: 20, Sampler: DPM++ 2M Karras, Guidance Scale: 7.5, Seed: 77, Size: 512x512"
            ),
            (
                "UserComment",
                """{"c":"a lake","uc":"people","model":"sd_v1.5_f16.ckpt","sampler":"DPM++ 2M Karras","scale":7.5,"seed":77,"size":"512x640","steps":20,"lora":[{"model":"x_lora_f16.ckpt","weight":0.6}]}"""
            )
        );

        (recipe.Generator, recipe.Prompt, recipe.NegativePrompt, recipe.Seed, recipe.Height).ShouldBe(
            ("Draw Things", "a lake", "people", 77m, 640)
        );
        recipe
            .Models()
            .ShouldBe([("checkpoint", "sd_v1.5_f16.ckpt", null, null), ("lora", "x_lora_f16.ckpt", null, 0.6)]);
    }

    [Fact]
    public void A_text_beside_a_picture_is_its_recipe_only_when_it_has_none_itself()
    {
        using var folder = new TemporaryFolder();
        var own = new PngMaker()
            .Text("parameters", "own\nSteps: 1, Sampler: a, Seed: 1")
            .Save(Path.Combine(folder.Path, "own.png"));
        var bare = new PngMaker().Save(Path.Combine(folder.Path, "bare.png"));
        File.WriteAllText(Path.Combine(folder.Path, "own.txt"), "beside\nSteps: 2, Sampler: b, Seed: 2");
        File.WriteAllText(Path.Combine(folder.Path, "bare.txt"), "beside\nSteps: 2, Sampler: b, Seed: 2");

        RecipeReader.Read(own).Recipe!.Prompt.ShouldBe("own");
        RecipeReader.Read(bare).Recipe!.Prompt.ShouldBe("beside");
        RecipeReader.Read(Path.Combine(folder.Path, "bare.txt")).Recipe!.Steps.ShouldBe(2);
    }
}
