namespace BerryAIGen.IO.Tests.Recipes;

/// <summary>Sizes that a person chose from a list, beside fields for numbers that count for nothing then.</summary>
public sealed class ComfyUiSizeTests
{
    private const string Sdxl = "CR SDXL Aspect Ratio";
    private const string Both = "CR Aspect Ratio";

    [Theory]
    [InlineData(Sdxl, "3:4 portrait 896x1152", "Off", "1", 896, 1152)]
    [InlineData(Sdxl, "3:4 portrait 896x1152", "On", "1", 1152, 896)]
    [InlineData(Sdxl, "custom", "Off", "1", 640, 480)]
    [InlineData(Sdxl, "custom", "On", "1", 480, 640)]
    [InlineData(Both, "SDXL - 21:9 landscape 1536x640", "Off", "1", 1536, 640)]
    [InlineData(Both, "SD1.5 - 1.85:1 cinema 952x512", "Off", "0.5", 476, 256)]
    [InlineData(Both, "SDXL - 1:1 square 1024x1024", "Off", "1e300", 1024, 1024)]
    [InlineData("CR_Aspect Ratio For Print", "A8 - 614x874", "Off", "1", 614, 874)]
    public void A_proportion_from_a_list_is_the_size(
        string type,
        string ratio,
        string swap,
        string scale,
        int width,
        int height
    )
    {
        var node = $$$"""
            "5":{"class_type":"{{{type}}}","inputs":{"width":640,"height":480,"aspect_ratio":"{{{ratio}}}","swap_dimensions":"{{{swap}}}",
            "upscale_factor":1,"prescale_factor":{{{scale}}},"batch_size":1}}
            """;
        const string Wired = """
            "30":{"class_type":"EmptyLatentImage","inputs":{"width":["5",0],"height":["5",1],"batch_size":["5",3]}}
            """;

        var latent = Texts.Read(("prompt", Graph("""["5",4]""", node)));
        var wired = Texts.Read(("prompt", Graph("""["30",0]""", $"{node},{Wired}")));

        (latent.Width, latent.Height).ShouldBe((width, height));
        (wired.Width, wired.Height).ShouldBe((width, height));
    }

    [Theory]
    [InlineData(" 832 x 1216  (portrait)", 832, 1216)]
    [InlineData("1536 x 640   (landscape)", 1536, 640)]
    public void An_empty_picture_from_a_list_has_its_size(string dimensions, int width, int height)
    {
        var node = $$$"""
            "5":{"class_type":"SDXL Empty Latent Image (rgthree)","inputs":{"dimensions":"{{{dimensions}}}","clip_scale":2,"batch_size":1}}
            """;

        var recipe = Texts.Read(("prompt", Graph("""["5",0]""", node)));

        (recipe.Width, recipe.Height).ShouldBe((width, height));
    }

    [Theory]
    [InlineData("832 x 1216", 832, 1216)]
    [InlineData("width x height (custom)", 640, 480)]
    public void A_loader_with_a_list_of_sizes_hands_on_all_in_a_pipe(string resolution, int width, int height)
    {
        var recipe = Texts.Read(
            (
                "prompt",
                $$$"""
                {"1":{"class_type":"easy fullLoader","inputs":{"ckpt_name":"base.safetensors","vae_name":"Baked VAE","lora_name":"ink.safetensors",
                "lora_model_strength":0.8,"resolution":"{{{resolution}}}","empty_latent_width":640,"empty_latent_height":480,"positive":"a cat","negative":"dog"}},
                "2":{"class_type":"easy preSampling","inputs":{"pipe":["1",0],"steps":24,"cfg":6.5,"sampler_name":"euler","scheduler":"karras","denoise":1,"seed":77}},
                "3":{"class_type":"easy kSampler","inputs":{"pipe":["2",0],"image_output":"Save"}} }
                """
            )
        );

        (recipe.Prompt, recipe.NegativePrompt, recipe.Model).ShouldBe(("a cat", "dog", "base.safetensors"));
        (recipe.Width, recipe.Height, recipe.Seed, recipe.Steps).ShouldBe((width, height, 77m, 24));
    }

    [Theory]
    [InlineData("CR SDXL Aspect Ratio", """[640,480,"5:8 portrait 832x1216","Off",1,1]""", 4)]
    [InlineData("CR Aspect Ratio", """[640,480,"SDXL - 5:8 portrait 832x1216","Off",1,1,1]""", 5)]
    [InlineData("SDXL Empty Latent Image (rgthree)", """[" 832 x 1216  (portrait)",2,1]""", 0)]
    [InlineData(
        "easy fullLoader",
        """["a.safetensors","Default","Baked VAE",-2,"None",1,1,"832 x 1216",640,480,"a cat","none","comfy","dog","none","comfy",1]""",
        6
    )]
    public void In_the_editors_file_their_fields_have_no_names(string type, string values, int slot)
    {
        var recipe = Texts.Read(
            (
                "workflow",
                $$$"""
                {"nodes":[{"id":1,"type":"{{{type}}}","widgets_values":{{{values}}}},
                {"id":2,"type":"CLIPTextEncode","inputs":[],"widgets_values":["a cat"]},
                {"id":3,"type":"KSampler","inputs":[{"name":"positive","link":1},{"name":"latent_image","link":2}],"widgets_values":[5,"fixed",20,7,"euler","normal",1]},
                {"id":4,"type":"SaveImage","inputs":[{"name":"images","link":3}]}],
                "links":[[1,2,0,3,0,"CONDITIONING"],[2,1,{{{slot}}},3,1,"LATENT"],[3,3,0,4,0,"IMAGE"]]}
                """
            )
        );

        (recipe.Width, recipe.Height).ShouldBe((832, 1216));
    }

    private static string Graph(string latent, string nodes) =>
        $$$"""
            {"3":{"class_type":"KSampler","inputs":{"seed":1,"steps":20,"cfg":8,"sampler_name":"euler","scheduler":"normal","denoise":1,
            "positive":["6",0],"latent_image":{{{latent}}}}},
            "6":{"class_type":"CLIPTextEncode","inputs":{"text":"a cat"}},
            "9":{"class_type":"SaveImage","inputs":{"images":["3",0]}},{{{nodes}}}}
            """;
}
