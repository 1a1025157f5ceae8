using BerryAIGen.IO.Recipes;

namespace BerryAIGen.IO.Tests.Recipes;

/// <summary>Graphs of the editor whose wires lead through nodes that only hand on, as they are kept tidy by their owners.</summary>
public sealed class ComfyUiWiringTests
{
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
