using BerryAIGen.IO.Recipes;

namespace BerryAIGen.IO.Tests.Recipes;

/// <summary>Graphs whose wires lead through nodes that only hand on, as they are kept tidy by their owners.</summary>
public sealed class ComfyUiWiringTests
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

    [Fact]
    public void A_muted_bundle_of_the_editor_is_not_there()
    {
        var recipe = Texts.Read(
            (
                "workflow",
                """
                {"nodes":[
                {"id":1,"type":"CheckpointLoaderSimple","widgets_values":["base.safetensors"]},
                {"id":2,"type":"CLIPTextEncode","inputs":[{"name":"clip","link":1}],"widgets_values":["a cat"]},
                {"id":3,"type":"CLIPTextEncode","inputs":[{"name":"clip","link":2}],"widgets_values":["dog"]},
                {"id":4,"type":"Context (rgthree)","mode":2,"inputs":[{"name":"model","link":3},{"name":"positive","link":4}]},
                {"id":5,"type":"Context (rgthree)","inputs":[{"name":"model","link":5},{"name":"positive","link":6}]},
                {"id":6,"type":"Context Switch (rgthree)","inputs":[{"name":"ctx_01","link":7},{"name":"ctx_02","link":8}]},
                {"id":7,"type":"KSampler","inputs":[{"name":"model","link":9},{"name":"positive","link":10},{"name":"latent_image","link":11}],
                "widgets_values":[5,"fixed",20,7,"euler","normal",1]},
                {"id":8,"type":"EmptyLatentImage","widgets_values":[512,768,1]},
                {"id":9,"type":"SaveImage","inputs":[{"name":"images","link":12}]}],
                "links":[[1,1,1,2,0,"CLIP"],[2,1,1,3,0,"CLIP"],[3,1,0,4,0,"MODEL"],[4,3,0,4,1,"CONDITIONING"],[5,1,0,5,0,"MODEL"],
                [6,2,0,5,1,"CONDITIONING"],[7,4,0,6,0,"RGTHREE_CONTEXT"],[8,5,0,6,1,"RGTHREE_CONTEXT"],[9,6,1,7,0,"MODEL"],
                [10,6,4,7,1,"CONDITIONING"],[11,8,0,7,2,"LATENT"],[12,7,0,9,0,"IMAGE"]]}
                """
            )
        );

        (recipe.Prompt, recipe.Model, recipe.Height).ShouldBe(("a cat", "base.safetensors", 768));
    }

    [Theory]
    [InlineData("", "second.safetensors")]
    [InlineData("{\"name\":\"model\",\"link\":5}", "third.safetensors")]
    [InlineData("{\"name\":\"model\",\"link\":6}", "second.safetensors")]
    public void A_switch_takes_what_is_bypassed_only_where_something_comes_through(string inputs, string model)
    {
        var recipe = Texts.Read(
            (
                "workflow",
                $$$"""
                {"nodes":[
                {"id":1,"type":"CheckpointLoaderSimple","mode":4,"inputs":[{{{inputs}}}],"widgets_values":["first.safetensors"]},
                {"id":2,"type":"CheckpointLoaderSimple","widgets_values":["second.safetensors"]},
                {"id":3,"type":"Any Switch (rgthree)","inputs":[{"name":"any_01","link":1},{"name":"any_02","link":2}]},
                {"id":4,"type":"CLIPTextEncode","widgets_values":["a cat"]},
                {"id":5,"type":"KSampler","inputs":[{"name":"model","link":3},{"name":"positive","link":4},{"name":"latent_image","link":null}],
                "widgets_values":[5,"fixed",20,7,"euler","normal",1]},
                {"id":6,"type":"SaveImage","inputs":[{"name":"images","link":7}]},
                {"id":7,"type":"CheckpointLoaderSimple","widgets_values":["third.safetensors"]},
                {"id":8,"type":"CheckpointLoaderSimple","mode":2,"widgets_values":["fourth.safetensors"]}],
                "links":[[1,1,0,3,0,"MODEL"],[2,2,0,3,1,"MODEL"],[3,3,0,5,0,"MODEL"],[4,4,0,5,1,"CONDITIONING"],[5,7,0,1,0,"MODEL"],
                [6,8,0,1,0,"MODEL"],[7,5,0,6,0,"IMAGE"]]}
                """
            )
        );

        (recipe.Model, recipe.Prompt).ShouldBe((model, "a cat"));
    }

    [Theory]
    [InlineData("SetNode", "GetNode", """["inks"]""", "")]
    [InlineData("SetNode", "GetNode", "[]", "inks")]
    [InlineData("easy setNode", "easy getNode", """["inks"]""", "")]
    public void What_was_set_under_a_name_is_gotten_by_it(string set, string get, string named, string title)
    {
        var recipe = Named(set, get, named, title);

        recipe
            .Models()
            .ShouldBe(
                [("checkpoint", "base.safetensors", null, null), ("lora", "ink.safetensors", null, 0.8)],
                ignoreOrder: true
            );
        (recipe.Prompt, recipe.Width).ShouldBe(("a cat", 512));
    }

    [Fact]
    public void A_name_that_nobody_set_is_no_text()
    {
        var recipe = Texts.Read(
            (
                "workflow",
                """
                {"nodes":[
                {"id":1,"type":"GetNode","inputs":[],"widgets_values":["the words"]},
                {"id":2,"type":"CLIPTextEncode","inputs":[{"name":"text","link":1}],"widgets_values":["an old text"]},
                {"id":3,"type":"KSampler","inputs":[{"name":"positive","link":2},{"name":"latent_image","link":null}],
                "widgets_values":[5,"fixed",20,7,"euler","normal",1]},
                {"id":4,"type":"SaveImage","inputs":[{"name":"images","link":3}]}],
                "links":[[1,1,0,2,0,"STRING"],[2,2,0,3,0,"CONDITIONING"],[3,3,0,4,0,"IMAGE"]]}
                """
            )
        );

        (recipe.Prompt, recipe.Seed).ShouldBe((null, 5m));
    }

    [Fact]
    public void A_name_is_gotten_inside_a_subgraph_too()
    {
        var recipe = Texts.Read(
            (
                "workflow",
                """
                {"nodes":[
                {"id":1,"type":"CheckpointLoaderSimple","widgets_values":["base.safetensors"]},
                {"id":2,"type":"SetNode","inputs":[{"name":"MODEL","link":1}],"widgets_values":["the model"]},
                {"id":3,"type":"in-one","inputs":[]},
                {"id":4,"type":"SaveImage","inputs":[{"name":"images","link":2}]},
                {"id":5,"type":"SetNode","inputs":[{"name":"MODEL","link":3}],"widgets_values":["other"]},
                {"id":6,"type":"CheckpointLoaderSimple","widgets_values":["nobodys.safetensors"]}],
                "links":[[1,1,0,2,0,"MODEL"],[2,3,0,4,0,"IMAGE"],[3,6,0,5,0,"MODEL"]],
                "definitions":{"subgraphs":[{"id":"in-one","name":"Draw","inputs":[],"outputs":[{"name":"LATENT"}],
                "nodes":[
                {"id":10,"type":"GetNode","widgets_values":["the model"]},
                {"id":11,"type":"CLIPTextEncode","widgets_values":["a cat"]},
                {"id":12,"type":"KSampler","inputs":[{"name":"model","link":1},{"name":"positive","link":2},{"name":"latent_image","link":null}],
                "widgets_values":[5,"fixed",20,7,"euler","normal",1]}],
                "links":[{"id":1,"origin_id":10,"origin_slot":0,"target_id":12,"target_slot":0},
                {"id":2,"origin_id":11,"origin_slot":0,"target_id":12,"target_slot":1},
                {"id":3,"origin_id":12,"origin_slot":0,"target_id":-20,"target_slot":0}]}]}}
                """
            )
        );

        recipe.Models().ShouldBe([("checkpoint", "base.safetensors", null, null)]);
        recipe.Prompt.ShouldBe("a cat");
    }

    [Fact]
    public void What_is_sent_everywhere_arrives_where_the_editor_noted_it()
    {
        var recipe = Texts.Read(
            (
                "workflow",
                """
                {"nodes":[
                {"id":1,"type":"CheckpointLoaderSimple","widgets_values":["base.safetensors"]},
                {"id":2,"type":"Anything Everywhere3","inputs":[{"name":"anything","link":1}]},
                {"id":3,"type":"CLIPTextEncode","inputs":[{"name":"clip","link":null}],"widgets_values":["a cat"]},
                {"id":4,"type":"CheckpointLoaderSimple","widgets_values":["other.safetensors"]},
                {"id":5,"type":"KSampler","inputs":[{"name":"model","link":null},{"name":"positive","link":2},{"name":"latent_image","link":3}],
                "widgets_values":[5,"fixed",20,7,"euler","normal",1]},
                {"id":6,"type":"EmptyLatentImage","widgets_values":[512,768,1]},
                {"id":7,"type":"SaveImage","inputs":[{"name":"images","link":4}]},
                {"id":8,"type":"Refine","inputs":[{"name":"model","link":5}]}],
                "links":[[1,1,0,2,0,"MODEL"],[2,3,0,5,1,"CONDITIONING"],[3,6,0,5,2,"LATENT"],[4,5,0,7,0,"IMAGE"],[5,4,0,8,0,"MODEL"]],
                "extra":{"ue_links":[{"downstream":5,"downstream_slot":0,"upstream":"1","upstream_slot":0,"controller":2,"type":"MODEL"},
                {"downstream":5,"downstream_slot":1,"upstream":"4","upstream_slot":0,"controller":2,"type":"MODEL"},{}]}}
                """
            )
        );

        (recipe.Model, recipe.Prompt).ShouldBe(("base.safetensors", "a cat"));
    }

    private static Recipe Named(string set, string get, string named, string title) =>
        Texts.Read(
            (
                "workflow",
                $$$"""
                {"nodes":[
                {"id":1,"type":"CheckpointLoaderSimple","widgets_values":["base.safetensors"]},
                {"id":2,"type":"LoraLoaderModelOnly","inputs":[{"name":"model","link":1}],"widgets_values":["ink.safetensors",0.8]},
                {"id":3,"type":"{{{set}}}","title":"Set_{{{title}}}","inputs":[{"name":"MODEL","link":2}],"widgets_values":{{{named}}}},
                {"id":4,"type":"{{{get}}}","title":"Get_{{{title}}}","inputs":[],"widgets_values":{{{named}}}},
                {"id":5,"type":"CLIPTextEncode","inputs":[],"widgets_values":["a cat"]},
                {"id":6,"type":"KSampler","inputs":[{"name":"model","link":3},{"name":"positive","link":4},{"name":"latent_image","link":5}],
                "widgets_values":[5,"fixed",20,7,"euler","normal",1]},
                {"id":7,"type":"EmptyLatentImage","widgets_values":[512,768,1]},
                {"id":8,"type":"SaveImage","inputs":[{"name":"images","link":6}]},
                {"id":9,"type":"CheckpointLoaderSimple","widgets_values":["nobodys.safetensors"]},
                {"id":10,"type":"{{{set}}}","title":"Set_nobodys","inputs":[{"name":"MODEL","link":7}],"widgets_values":["nobodys"]}],
                "links":[[7,9,0,10,0,"MODEL"],[1,1,0,2,0,"MODEL"],[2,2,0,3,0,"MODEL"],[3,4,0,6,0,"MODEL"],[4,5,0,6,1,"CONDITIONING"],[5,7,0,6,2,"LATENT"],[6,6,0,8,0,"IMAGE"]]}
                """
            )
        );
}
