namespace BerryAIGen.IO.Tests.Recipes;

public sealed class A1111Tests
{
    private const string Line =
        "Steps: 25, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 18446744073709551615, Size: 512x768";

    [Fact]
    public void Prompt_negative_prompt_and_settings_are_told_apart()
    {
        var recipe = Texts.Read(
            (
                "parameters",
                $"a cat,\non a roof\nNegative prompt: blurry,\nNegative prompt: twice\n{Line}, Version: v1.10.1"
            )
        );

        recipe.Generator.ShouldBe("A1111");
        recipe.GeneratorVersion.ShouldBe("v1.10.1");
        recipe.Prompt.ShouldBe("a cat,\non a roof");
        recipe.NegativePrompt.ShouldBe("blurry,\nNegative prompt: twice");
        (recipe.Steps, recipe.Sampler, recipe.Scheduler, recipe.CfgScale).ShouldBe((25, "DPM++ 2M", "Karras", 6.5));
        (recipe.Seed, recipe.Width, recipe.Height).ShouldBe((18446744073709551615m, 512, 768));
    }

    [Theory]
    [InlineData("a cat\n" + Line, "a cat", null)]
    [InlineData(Line, null, null)]
    [InlineData("Negative prompt: dog\n" + Line, null, "dog")]
    [InlineData("a cat\r\nNegative prompt: dog\r\n" + Line + "\r\n", "a cat", "dog")]
    [InlineData("a cat Negative prompt: dog " + Line, "a cat", "dog")]
    [InlineData(
        "a cat\nSteps: into the dark, Sampler: none\n" + Line,
        "a cat\nSteps: into the dark, Sampler: none",
        null
    )]
    [InlineData(
        "a sign: \"Negative prompt: none\"\nin the sun\n" + Line,
        "a sign: \"Negative prompt: none\"\nin the sun",
        null
    )]
    public void Prompts_may_be_missing_or_odd(string text, string? prompt, string? negative)
    {
        var recipe = Texts.Read(("parameters", text));

        (recipe.Prompt, recipe.NegativePrompt, recipe.Steps).ShouldBe((prompt, negative, 25));
    }

    [Theory]
    [InlineData("a cat on a roof")]
    [InlineData("Steps: many")]
    [InlineData("one: two")]
    [InlineData("")]
    public void A_text_without_settings_is_no_recipe(string text) => Texts.Find(("parameters", text)).ShouldBeNull();

    [Fact]
    public void Values_with_commas_stand_in_quotes_or_before_the_next_name()
    {
        var settings = Texts
            .Read(
                (
                    "parameters",
                    $"x\n{Line}, A: \"one, \\\"two\\\": three\\nfour\", B: one, two, three, C: {{\"a\":[1,2],\"b\":\"}}\"}}, D: \"unended, E: 5"
                )
            )
            .Settings;

        settings["A"].ShouldBe("one, \"two\": three\nfour");
        settings["B"].ShouldBe("one, two, three");
        settings["C"].ShouldBe("{\"a\":[1,2],\"b\":\"}\"}");
        settings["D"].ShouldBe("\"unended");
        settings["E"].ShouldBe("5");
    }

    [Fact]
    public void Models_are_known_by_name_hash_and_weight()
    {
        var recipe = Texts.Read(
            (
                "parameters",
                "a cat <lora:Add Detail:0.8>, <lyco:folder/other:te=0.2:unet=0.5> <hypernet:hyper:0.3>\nNegative prompt: bad <lora:neg:-1>\n"
                    + Line
                    + ", Model hash: 879DB523C3, Model: dreamshaper_8, VAE hash: 735e4c3a44, VAE: vae.safetensors"
                    + ", Lora hashes: \"Add Detail: 7c6bad76eb54, other: 0x1234567890ab\", TI hashes: \"easyneg: c74b4e810b03\""
                    + ", Hashes: {\"model\": \"879db523c3\", \"lora:neg\": \"aabbccddee\", \"embed:easyneg\": \"c74b4e810b\"}"
                    + ", ControlNet 0: \"Module: canny, Model: control_canny [d14c016b], Weight: 0.7\", Hires upscaler: 4x-UltraSharp"
                    + ", Refiner: refiner_1.0 [7440042bbd], ADetailer model: face.pt, AddNet Module 1: LoRA, AddNet Model 1: added(112233445566), AddNet Weight 1: 0.9"
            )
        );

        (recipe.Model, recipe.ModelHash).ShouldBe(("dreamshaper_8", "879db523c3"));
        recipe
            .Models()
            .ShouldBe(
                [
                    ("checkpoint", "dreamshaper_8", "879db523c3", null),
                    ("vae", "vae.safetensors", "735e4c3a44", null),
                    ("lora", "Add Detail", "7c6bad76eb54", 0.8),
                    ("lora", "other", "1234567890ab", 0.5),
                    ("embedding", "easyneg", "c74b4e810b03", null),
                    ("lora", "neg", "aabbccddee", -1.0),
                    ("refiner", "refiner_1.0", "7440042bbd", null),
                    ("detector", "face.pt", null, null),
                    ("controlnet", "control_canny", "d14c016b", 0.7),
                    ("upscaler", "4x-UltraSharp", null, null),
                    ("lora", "added", "112233445566", 0.9),
                    ("hypernetwork", "hyper", null, 0.3),
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public void Civitais_list_names_versions()
    {
        var recipe = Texts.Read(
            (
                "parameters",
                $"x\n{Line}, Model hash: 879db523c3, Model: dreamshaper, Civitai resources: [{{\"type\":\"checkpoint\",\"modelVersionId\":128713,\"modelName\":\"DreamShaper\",\"modelVersionName\":\"8\"}},"
                    + "{\"weight\":0.8,\"air\":\"urn:air:sdxl:lora:civitai:58390@62833\"},{\"type\":\"embed\",\"modelVersionId\":9208}]"
            )
        );

        recipe.Generator.ShouldBe("Civitai");
        recipe
            .Resources.Select(resource =>
                (resource.Type, resource.Name, resource.ModelId, resource.ModelVersionId, resource.Weight)
            )
            .ShouldBe([
                ("checkpoint", "dreamshaper", null, 128713L, null),
                ("lora", null, 58390L, 62833L, 0.8),
                ("embedding", null, null, 9208L, null),
            ]);
        recipe.Resources[0].VersionName.ShouldBe("8");
    }

    [Theory]
    [InlineData("Version: v1.10.1", "A1111")]
    [InlineData("Version: f2.0.1v1.10.1-previous-224", "Forge")]
    [InlineData("Version: neo", "Forge")]
    [InlineData("App: SD.Next, Version: 2f1e8b1", "SD.Next")]
    [InlineData("Version: stable-diffusion.cpp", "stable-diffusion.cpp")]
    [InlineData("Version: ComfyUI", "ComfyUI")]
    [InlineData("Version: Fooocus v2.4.0", "Fooocus")]
    public void Programs_that_write_the_same_form_are_told_apart(string setting, string generator) =>
        Texts.Read(("parameters", $"x\n{Line}, {setting}")).Generator.ShouldBe(generator);

    [Fact]
    public void Forges_modules_are_vae_and_text_encoders() =>
        Texts
            .Read(
                (
                    "parameters",
                    $"x\n{Line}, Distilled CFG Scale: 3.5, Module 1: ae, Module 2: clip_l, Module 3: t5xxl_fp8_e4m3fn, Version: f2.0.1"
                )
            )
            .Models()
            .ShouldBe([
                ("vae", "ae", null, null),
                ("text_encoder", "clip_l", null, null),
                ("text_encoder", "t5xxl_fp8_e4m3fn", null, null),
            ]);

    [Fact]
    public void Two_versions_of_one_name_are_two_models() =>
        Texts
            .Read(
                (
                    "parameters",
                    "x\nSteps: 4, Civitai resources: [{\"type\":\"lora\",\"modelName\":\"Style\",\"modelVersionId\":1,\"weight\":0.5},{\"type\":\"lora\",\"modelName\":\"Style\",\"modelVersionId\":2,\"weight\":0.6}]"
                )
            )
            .Resources.Select(resource => (resource.ModelVersionId, resource.Weight))
            .ShouldBe([(1, 0.5), (2, 0.6)]);

    [Fact]
    public void Fooocus_writes_weights_beside_the_hashes_and_a_vae_that_is_none()
    {
        var recipe = Texts.Read(
            (
                "parameters",
                "x\nSteps: 30, VAE: Default (model), Lora hashes: \"a: 0123456789, b: abcdef0123\", Lora weights: \"a: 0.1, b: 1.0\", Version: Fooocus v2.5.5"
            )
        );

        recipe.Models().ShouldBe([("lora", "a", "0123456789", 0.1), ("lora", "b", "abcdef0123", 1)]);
    }

    [Fact]
    public void Steps_that_are_not_known_are_none() =>
        Texts.Read(("parameters", "x\nSteps: 0, Sampler: Euler, Seed: 1, CFG scale: 2")).Steps.ShouldBeNull();

    [Fact]
    public void Templates_after_the_settings_are_not_settings()
    {
        var recipe = Texts.Read(
            (
                "parameters",
                $"a cat\n{Line}, Version: v1\nTemplate: a {{cat|dog}}, Steps: ahead\nNegative Template: none"
            )
        );

        recipe.Prompt.ShouldBe("a cat");
        recipe.Settings["Template"].ShouldBe("a {cat|dog}, Steps: ahead");
        recipe.Settings["Negative Template"].ShouldBe("none");
    }
}
