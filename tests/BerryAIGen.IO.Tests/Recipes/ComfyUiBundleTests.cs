namespace BerryAIGen.IO.Tests.Recipes;

/// <summary>Graphs of the API whose wires lead through nodes that carry many of them at once.</summary>
public sealed class ComfyUiBundleTests
{
    // What the sampler takes; and of each the node that makes it.
    private const string Made = """
        "4":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"base.safetensors"}},
        "5":{"class_type":"EmptyLatentImage","inputs":{"width":512,"height":640,"batch_size":1}},
        "6":{"class_type":"CLIPTextEncode","inputs":{"text":"a cat","clip":["4",1]}},
        "7":{"class_type":"CLIPTextEncode","inputs":{"text":"dog","clip":["4",1]}},
        "10":{"class_type":"Seed (rgthree)","inputs":{"seed":77}},
        "11":{"class_type":"KSampler Config (rgthree)","inputs":{"steps_total":24,"refiner_step":20,"cfg":6.5,"sampler_name":"euler","scheduler":"karras"}},
        "8":{"class_type":"VAEDecode","inputs":{"samples":["3",0],"vae":["4",2]}},
        "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"x","images":["8",0]}}
        """;

    // In two nodes: one that has all of it looks like a sampler.
    private const string Whole = """
        "20":{"class_type":"Context Big (rgthree)","inputs":{"base_ctx":["19",0],"seed":["10",0],"steps":["11",0],"cfg":["11",2],"sampler":["11",3],"scheduler":["11",4]}},
        "19":{"class_type":"Context (rgthree)","inputs":{"model":["4",0],"clip":["4",1],"vae":["4",2],"positive":["6",0],"negative":["7",0],"latent":["5",0]}}
        """;

    // The bundle leaves all of it: model 1, positive 4, negative 5, latent 6, seed 8, steps 9, cfg 11, sampler 13, scheduler 14.
    private static string SamplerOf(string bundle) =>
        $$$"""
            "3":{"class_type":"KSampler","inputs":{"denoise":1,"model":["{{{bundle}}}",1],"positive":["{{{bundle}}}",4],"negative":["{{{bundle}}}",5],
            "latent_image":["{{{bundle}}}",6],"seed":["{{{bundle}}}",8],"steps":["{{{bundle}}}",9],"cfg":["{{{bundle}}}",11],
            "sampler_name":["{{{bundle}}}",13],"scheduler":["{{{bundle}}}",14]}}
            """;

    [Theory]
    [InlineData("20", "")]
    [InlineData(
        "21",
        """
            ,"21":{"class_type":"Context (rgthree)","inputs":{"base_ctx":["20",0]}}
            """
    )]
    [InlineData(
        "21",
        """
            ,"21":{"class_type":"Context Switch Big (rgthree)","inputs":{"ctx_01":["22",0],"ctx_02":["20",0]}},
            "22":{"class_type":"Context (rgthree)","inputs":{}}
            """
    )]
    [InlineData(
        "21",
        """
            ,"21":{"class_type":"Context Merge Big (rgthree)","inputs":{"ctx_01":["20",0],"ctx_03":["22",0]}},
            "22":{"class_type":"Context (rgthree)","inputs":{"images":["8",0]}}
            """
    )]
    [InlineData(
        "21",
        """
            ,"21":{"class_type":"Context Big (rgthree)","inputs":{"base_ctx":["22",0]}},
            "22":{"class_type":"Any Switch (rgthree)","inputs":{"any_02":["20",0]}}
            """
    )]
    public void What_a_bundle_holds_is_found_behind_it(string bundle, string others)
    {
        var recipe = Texts.Read(("prompt", $"{{{SamplerOf(bundle)},{Made},{Whole}{others}}}"));

        (recipe.Prompt, recipe.NegativePrompt).ShouldBe(("a cat", "dog"));
        (recipe.Width, recipe.Height, recipe.Seed).ShouldBe((512, 640, 77m));
        (recipe.Steps, recipe.CfgScale, recipe.Sampler, recipe.Scheduler).ShouldBe((24, 6.5, "euler", "karras"));
        recipe.Models().ShouldBe([("checkpoint", "base.safetensors", null, null)]);
    }

    [Fact]
    public void What_is_wired_to_a_bundle_counts_more_than_what_it_took()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                $$$$"""
                {{{{{SamplerOf("21")}}}},{{{{Made}}}},{{{{Whole}}}},
                "21":{"class_type":"Context Big (rgthree)","inputs":{"base_ctx":["20",0],"model":["22",0],"positive":["23",0],"steps":["24",0]}},
                "22":{"class_type":"LoraLoaderModelOnly","inputs":{"lora_name":"ink.safetensors","strength_model":0.8,"model":["20",1]}},
                "23":{"class_type":"CLIPTextEncode","inputs":{"text":"a bird","clip":["20",2]}},
                "24":{"class_type":"PrimitiveInt","inputs":{"value":8}}}
                """
            )
        );

        (recipe.Prompt, recipe.NegativePrompt, recipe.Steps, recipe.Seed).ShouldBe(("a bird", "dog", 8, 77m));
        recipe
            .Models()
            .ShouldBe(
                [("checkpoint", "base.safetensors", null, null), ("lora", "ink.safetensors", null, 0.8)],
                ignoreOrder: true
            );
    }

    [Fact]
    public void Of_bundles_that_are_merged_the_last_counts_and_of_a_switch_the_first()
    {
        const string Both = """
            "22":{"class_type":"Context (rgthree)","inputs":{"positive":["6",0],"model":["4",0],"latent":["5",0]}},
            "23":{"class_type":"Context (rgthree)","inputs":{"positive":["7",0]}}
            """;

        Prompt("Context Merge (rgthree)").ShouldBe("dog");
        Prompt("Context Switch (rgthree)").ShouldBe("a cat");

        string? Prompt(string type) =>
            Texts
                .Read(
                    (
                        "prompt",
                        $$$$"""
                        {{{{{SamplerOf("21")}}}},{{{{Made}}}},{{{{Both}}}},
                        "21":{"class_type":"{{{{type}}}}","inputs":{"ctx_01":["22",0],"ctx_02":["23",0]}}}
                        """
                    )
                )
                .Prompt;
    }

    [Fact]
    public void What_a_bundle_does_not_hold_is_not_invented()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                $$$$"""
                {{{{{SamplerOf("20")}}}},{{{{Made}}}},
                "20":{"class_type":"Context Big (rgthree)","inputs":{"model":["4",0],"positive":["6",0],"latent":["5",0],"seed":["10",0]}}}
                """
            )
        );

        (recipe.Prompt, recipe.NegativePrompt, recipe.Seed).ShouldBe(("a cat", null, 77m));
        (recipe.Steps, recipe.CfgScale, recipe.Sampler, recipe.Scheduler).ShouldBe((null, null, null, null));
    }

    [Fact]
    public void Bundles_in_a_circle_end()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                $$$$"""
                {{{{{SamplerOf("20")}}}},{{{{Made}}}},
                "20":{"class_type":"Context Merge (rgthree)","inputs":{"ctx_01":["21",0],"ctx_02":["20",0]}},
                "21":{"class_type":"Context (rgthree)","inputs":{"base_ctx":["20",0],"model":["4",0],"positive":["6",0],"latent":["5",0]}}}
                """
            )
        );

        recipe.Prompt.ShouldBe("a cat");
    }

    [Fact]
    public void Bundles_that_are_merged_over_and_over_cost_no_more_than_their_number()
    {
        var levels = Enumerable
            .Range(100, 60)
            .Select(id =>
                $$$"""
                    "{{{id}}}":{"class_type":"Context Merge (rgthree)","inputs":{"ctx_01":["{{{id
                        + 1}}}",0],"ctx_02":["{{{id + 1}}}",0],"ctx_03":["{{{id + 1}}}",0]}}
                    """
            );

        var recipe = Texts.Read(
            (
                "prompt",
                $$$$"""
                {{{{{SamplerOf("100")}}}},{{{{Made}}}},{{{{string.Join(',', levels)}}}},
                "160":{"class_type":"Context (rgthree)","inputs":{"positive":["6",0],"latent":["5",0]}}}
                """
            )
        );

        (recipe.Prompt, recipe.NegativePrompt).ShouldBe(("a cat", null));
    }
}
