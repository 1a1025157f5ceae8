namespace BerryAIGen.IO.Tests.Recipes;

/// <summary>Values that come from other nodes: each output is one of them, and what only running tells is not invented.</summary>
public sealed class ComfyUiValueTests
{
    [Fact]
    public void A_node_that_gathers_settings_gives_out_each_of_them()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                """
                {"1":{"class_type":"KSampler","inputs":{"seed":["2",0],"steps":["2",1],"cfg":["2",2],"sampler_name":["2",3],"scheduler":["2",4],"denoise":["2",5],
                "positive":["3",0],"negative":["3",1],"latent_image":["4",0],"model":["5",0]}},
                "2":{"class_type":"Input Parameters (Image Saver)","inputs":{"seed":4242,"steps":23,"cfg":6.5,"sampler_name":"euler","scheduler":"karras","denoise":1}},
                "3":{"class_type":"Sides","inputs":{"positive":["6",0],"negative":["7",0]}},
                "4":{"class_type":"EmptyLatentImage","inputs":{"width":["8",0],"height":["8",1],"batch_size":1}},
                "5":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"a.safetensors"}},
                "6":{"class_type":"CLIPTextEncode","inputs":{"text":["9",0],"clip":["5",1]}},
                "7":{"class_type":"CLIPTextEncode","inputs":{"text":["9",1],"clip":["5",1]}},
                "8":{"class_type":"SDParameterGenerator","inputs":{"seed":99,"width":832,"height":1216}},
                "9":{"class_type":"Both Sides","inputs":{"prompt":"a cat","negative":"dog"}},
                "10":{"class_type":"VAEDecode","inputs":{"samples":["1",0],"vae":["5",2]}},
                "11":{"class_type":"SaveImage","inputs":{"images":["10",0]}}}
                """
            )
        );

        (recipe.Seed, recipe.Steps, recipe.CfgScale, recipe.Sampler, recipe.Scheduler).ShouldBe(
            (4242m, 23, 6.5, "euler", "karras")
        );
        (recipe.Width, recipe.Height).ShouldBe((832, 1216));
        (recipe.Prompt, recipe.NegativePrompt).ShouldBe(("a cat", "dog"));
    }

    [Theory]
    [InlineData("""{"class_type":"CR Text Input Switch","inputs":{"Input":2,"text1":"AAA","text2":"BBB"}}""", "BBB")]
    [InlineData(
        """{"class_type":"CR Text Input Switch","inputs":{"Input":["9",0],"text1":"AAA","text2":"BBB"}}""",
        null
    )]
    [InlineData(
        """{"class_type":"Text Concatenate (JPS)","inputs":{"delimiter":"comma","text1":"AAA","text2":"BBB"}}""",
        "AAA,BBB"
    )]
    [InlineData(
        """{"class_type":"Text Concatenate (JPS)","inputs":{"delimiter":"space","text1":"AAA","text2":"BBB"}}""",
        "AAA BBB"
    )]
    [InlineData(
        """{"class_type":"JoinStringMulti","inputs":{"inputcount":3,"string_1":"A","string_2":"B","string_3":"C","delimiter":" "}}""",
        "A B C"
    )]
    [InlineData("""{"class_type":"Unknown","inputs":{"this":"A","that":"B"}}""", null)]
    public void A_text_is_what_its_node_makes_of_its_parts(string node, string? prompt)
    {
        var graph = $"{Graph("""["20",0]""")},\"20\":{node}}}";

        Texts.Read(("prompt", graph)).Prompt.ShouldBe(prompt);
    }

    [Theory]
    [InlineData("1", "2")]
    [InlineData("2", "1")]
    public void What_is_saved_counts_before_what_is_only_looked_at(string saved, string shown)
    {
        var recipe = Texts.Read(
            (
                "prompt",
                $$$"""
                {"{{{saved}}}":{"class_type":"KSampler","inputs":{"seed":1,"steps":9,"positive":["6",0],"negative":["6",0],"latent_image":["4",0]}},
                "{{{shown}}}":{"class_type":"KSampler","inputs":{"seed":55,"steps":9,"positive":["6",0],"negative":["6",0],"latent_image":["4",0]}},
                "4":{"class_type":"EmptyLatentImage","inputs":{"width":512,"height":512,"batch_size":1}},
                "6":{"class_type":"CLIPTextEncode","inputs":{"text":"a cat"}},
                "10":{"class_type":"PreviewImage","inputs":{"images":["{{{shown}}}",0]}},
                "11":{"class_type":"SaveImage","inputs":{"images":["{{{saved}}}",0]}} }
                """
            )
        );

        recipe.Seed.ShouldBe(1m);
    }

    [Fact]
    public void A_lora_that_is_switched_off_in_its_stack_does_not_count()
    {
        var graph =
            Graph("\"a cat\"", ""","lora_stack":["20",0]""")
            + ""","20":{"class_type":"CR LoRA Stack","inputs":{"switch_1":"On","lora_name_1":"on.safetensors","model_weight_1":0.5,"switch_2":"Off","lora_name_2":"off.safetensors","model_weight_2":0.7}}}""";

        Texts.Read(("prompt", graph)).Models().ShouldHaveSingleItem().ShouldBe(("lora", "on.safetensors", null, 0.5));
    }

    [Fact]
    public void A_pair_of_one_name_in_two_folders_is_two_models()
    {
        var graph =
            Graph("\"a cat\"", ""","model":["20",0]""")
            + """
                ,"20":{"class_type":"LoraLoaderModelOnly","inputs":{"lora_name":"high/style.safetensors","strength_model":1,"model":["21",0]}},
                "21":{"class_type":"LoraLoaderModelOnly","inputs":{"lora_name":"low\\style.safetensors","strength_model":0.6}}}
                """;

        Texts
            .Read(("prompt", graph))
            .Models()
            .ShouldBe([("lora", "high/style.safetensors", null, 1), ("lora", "low\\style.safetensors", null, 0.6)]);
    }

    // A sampler with its words, and room for one node more.
    private static string Graph(string words, string wires = "") =>
        $$$"""
            {"1":{"class_type":"KSampler","inputs":{"seed":1,"steps":9,"positive":["6",0],"negative":["7",0],"latent_image":["4",0]{{{wires}}} }},
            "4":{"class_type":"EmptyLatentImage","inputs":{"width":512,"height":512,"batch_size":1}},
            "6":{"class_type":"CLIPTextEncode","inputs":{"text":{{{words}}} }},
            "7":{"class_type":"CLIPTextEncode","inputs":{"text":""}},
            "11":{"class_type":"SaveImage","inputs":{"images":["1",0]}}
            """;
}
