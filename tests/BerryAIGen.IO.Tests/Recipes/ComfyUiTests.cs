using System.Text.Json;
using System.Text.Json.Nodes;
using static BerryAIGen.IO.Tests.Recipes.ComfyUiSample;

namespace BerryAIGen.IO.Tests.Recipes;

public sealed class ComfyUiTests
{
    [Fact]
    public void The_sampler_leads_to_prompt_model_and_size()
    {
        var recipe = Texts.Read(("prompt", $"{{{Sampler},{Base}}}"));

        (recipe.Generator, recipe.Prompt, recipe.NegativePrompt).ShouldBe(("ComfyUI", "a cat, embedding:good", "dog"));
        (recipe.Seed, recipe.Steps, recipe.CfgScale, recipe.Sampler, recipe.Scheduler).ShouldBe(
            (156680208700286m, 20, 8.0, "dpmpp_2m", "karras")
        );
        (recipe.Width, recipe.Height, recipe.Model).ShouldBe((512, 640, "sd15/base.safetensors"));
        recipe
            .Models()
            .ShouldBe([("checkpoint", "sd15/base.safetensors", null, null), ("embedding", "good", null, null)]);
    }

    [Fact]
    public void Values_come_from_whatever_is_wired_to_them()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                $$$"""
                {{{{Base.Replace(
                    "\"text\":\"a cat, embedding:good\"",
                    "\"text\":[\"20\",0]",
                    StringComparison.Ordinal
                )}}},
                "3":{"class_type":"KSampler","inputs":{"seed":["23",0],"steps":["24",0],"cfg":8,"sampler_name":"euler","scheduler":"normal","denoise":1,
                "model":["4",0],"positive":["6",0],"negative":["7",0],"latent_image":["5",0]}},
                "20":{"class_type":"StringConcatenate","inputs":{"string_a":["21",0],"string_b":"on a roof","delimiter":", "}},
                "21":{"class_type":"PrimitiveString","inputs":{"value":"a cat"}},
                "23":{"class_type":"Seed (rgthree)","inputs":{"seed":77}},
                "24":{"class_type":"PrimitiveInt","inputs":{"value":33}} }
                """
            )
        );

        (recipe.Prompt, recipe.Seed, recipe.Steps).ShouldBe(("a cat, on a roof", 77m, 33));
    }

    [Fact]
    public void Without_the_graph_that_ran_the_editors_graph_is_read()
    {
        var workflow = new JsonObject
        {
            ["nodes"] = new JsonArray(
                Node(1, "CheckpointLoaderSimple", ["base.safetensors"]),
                Node(2, "CLIPTextEncode", ["a cat"], ("clip", 1)),
                Node(3, "CLIPTextEncode", ["dog"], ("clip", 1)),
                Node(4, "EmptyLatentImage", [512, 640, 1]),
                Node(
                    5,
                    "KSampler",
                    [99, "randomize", 20, 8, "euler", "normal", 1],
                    ("model", 2),
                    ("positive", 3),
                    ("negative", 4),
                    ("latent_image", 5)
                ),
                Node(6, "LoraLoaderModelOnly", ["muted.safetensors", 1], ("model", 6)),
                Node(7, "SaveImage", ["x"], ("images", 7))
            ),
            ["links"] = new JsonArray(
                Link(1, 1, 1),
                Link(2, 6, 0),
                Link(3, 2, 0),
                Link(4, 3, 0),
                Link(5, 4, 0),
                Link(6, 1, 0),
                Link(7, 5, 0)
            ),
        };
        workflow["nodes"]![5]!["mode"] = 4;

        var recipe = Texts.Read(("workflow", workflow.ToJsonString()));

        (recipe.Prompt, recipe.NegativePrompt, recipe.Seed, recipe.Steps, recipe.Sampler, recipe.Width).ShouldBe(
            ("a cat", "dog", 99m, 20, "euler", 512)
        );
        recipe.Models().ShouldBe([("checkpoint", "base.safetensors", null, null)]);
    }

    [Fact]
    public void Both_graphs_may_stand_in_one_text()
    {
        var both = JsonSerializer.Serialize(
            new Dictionary<string, string> { ["prompt"] = $"{{{Sampler},{Base}}}", ["workflow"] = "{}" }
        );

        Texts.Read(("comment", both)).Prompt.ShouldBe("a cat, embedding:good");
    }

    [Fact]
    public void Civitais_generator_says_what_was_ordered()
    {
        var graph =
            $"{{{Sampler},{Base.Replace("sd15/base.safetensors", "urn:air:sd1:checkpoint:civitai:4384@128713", StringComparison.Ordinal)},"
            + "\"extra\":{\"airs\":[\"urn:air:sd1:checkpoint:civitai:4384@128713\"]},"
            + "\"extraMetadata\":\"{\\\"prompt\\\":\\\"ordered\\\",\\\"steps\\\":33,\\\"sampler\\\":\\\"Euler a\\\",\\\"workflowId\\\":\\\"txt2img\\\",\\\"resources\\\":[{\\\"modelVersionId\\\":128713,\\\"strength\\\":1},{\\\"modelVersionId\\\":555,\\\"strength\\\":0.4}]}\"}";

        var recipe = Texts.Read(("UserComment", graph));

        (
            recipe.Generator,
            recipe.Prompt,
            recipe.NegativePrompt,
            recipe.Steps,
            recipe.Sampler,
            recipe.Scheduler
        ).ShouldBe(("Civitai", "ordered", "dog", 33, "Euler a", null));
        recipe
            .Resources.Where(resource => resource.ModelVersionId is not null)
            .Select(resource => (resource.Type, resource.ModelId, resource.ModelVersionId, resource.Weight))
            .ShouldBe([("checkpoint", 4384L, 128713L, null), ("unknown", null, 555L, 0.4)]);
        recipe.Settings["workflowId"].ShouldBe("txt2img");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"1\":{\"class_type\":\"KSampler\"")]
    [InlineData("[1,2]")]
    [InlineData("a prompt that is no graph")]
    public void What_is_no_graph_is_no_recipe(string text) => Texts.Find(("prompt", text)).ShouldBeNull();

    [Fact]
    public void A_graph_wired_in_a_circle_ends()
    {
        var recipe = Texts.Read(
            (
                "prompt",
                """
                {"1":{"class_type":"KSampler","inputs":{"seed":1,"steps":["1",0],"positive":["2",0],"negative":["2",0],"model":["3",0],"latent_image":["1",0]}},
                "2":{"class_type":"ConditioningCombine","inputs":{"conditioning_1":["2",0],"conditioning_2":["2",0]}},
                "3":{"class_type":"LoraLoader","inputs":{"model":["3",0],"lora_name":["3",0]}},
                "4":{"class_type":"SaveImage","inputs":{"images":["1",0]}} }
                """
            )
        );

        (recipe.Seed, recipe.Prompt).ShouldBe((1m, null));
    }

    private static JsonObject Node(int id, string type, object[] widgets, params (string Name, int Link)[] inputs) =>
        new JsonObject
        {
            ["id"] = id,
            ["type"] = type,
            ["mode"] = 0,
            ["inputs"] = new JsonArray([
                .. inputs.Select(input => (JsonNode)new JsonObject { ["name"] = input.Name, ["link"] = input.Link }),
            ]),
            ["widgets_values"] = JsonSerializer.SerializeToNode(widgets),
        };

    private static JsonArray Link(int id, int origin, int slot) => new JsonArray(id, origin, slot, 0, 0, "ANY");
}
