using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Workflows;

/// <summary>The graphs that variations, face fix and hires fix become.</summary>
public sealed partial class GraphCaseTests
{
    [Fact]
    public void Every_graph_has_the_nodes_the_models_and_the_credits_that_Civitai_s_has()
    {
        var path = Path.Combine(OpenCases.Require("generator"), "site", "form-to-step.json");
        var count = 0;
        foreach (var row in JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select(row => row!.AsObject()))
        {
            if ((string?)row["steps"]![0]!["$type"] != "comfy")
                continue;
            count++;
            var wanted = row["steps"]![0]!["input"]!.AsObject();
            var form = row["formInput"]!.DeepClone().AsObject();

            var input = SampleForm.Shipped.Compile(new FormRequest(form)).Body["steps"]![0]!["input"]!.AsObject();

            var digest = wanted["comfyWorkflowDigest"]!;
            var nodes = input["comfyWorkflow"]!.AsObject().Select(node => node.Value!.AsObject()).ToArray();
            var key = row["key"]!.ToString();
            SampledAs(nodes, row["validated"]!.AsObject(), key);
            nodes.Length.ShouldBe((int)digest["nodeCount"]!, key);
            nodes
                .GroupBy(node => (string)node["classType"]!)
                .ToDictionary(group => group.Key, group => group.Count())
                .ShouldBe(
                    digest["classTypes"]!.AsObject().ToDictionary(type => type.Key, type => (int)type.Value!),
                    ignoreOrder: true
                );
            Airs(input["comfyWorkflow"]!).ShouldBe(Airs(digest["airs"]!), ignoreOrder: true, key);
            ((int)input["quantity"]!).ShouldBe((int)wanted["quantity"]!, key);
            JsonNode
                .DeepEquals(
                    JsonNode.Parse((string)input["imageMetadata"]!),
                    JsonNode.Parse((string)wanted["imageMetadata"]!)
                )
                .ShouldBeTrue($"{key}: {input["imageMetadata"]} instead of {wanted["imageMetadata"]}");
        }

        count.ShouldBe(17);
    }

    // Every node that samples has the figures of the form; the prompt stands in one text, what is not wanted in the others.
    private static void SampledAs(JsonObject[] nodes, JsonObject form, string key)
    {
        var samplers = nodes
            .Where(node => (string?)node["classType"] is "KSampler" or "FaceDetailer")
            .Select(node => node["inputs"]!)
            .ToArray();
        samplers.ShouldNotBeEmpty(key);
        foreach (
            var (input, field) in (ReadOnlySpan<(string, string)>)
                [("seed", "seed"), ("steps", "steps"), ("cfg", "cfgScale")]
        )
        {
            samplers.ShouldAllBe(node => FormValues.NumberOf(node[input]) == FormValues.NumberOf(form[field]), key);
        }

        if (form["denoise"] is { } denoise)
            samplers.ShouldContain(node => FormValues.NumberOf(node["denoise"]) == FormValues.NumberOf(denoise), key);
        nodes
            .Where(node => (string?)node["classType"] == "smZ CLIPTextEncode")
            .Count(node => (string?)node["inputs"]!["text"] == (string?)form["prompt"])
            .ShouldBe(1, key);
    }

    [Fact]
    public void Every_link_leads_to_a_node_that_is_there()
    {
        foreach (
            var workflow in (string[])
                ["txt2img:face-fix", "txt2img:hires-fix", "img2img", "img2img:face-fix", "img2img:hires-fix"]
        )
        {
            var form = SampleForm.Of(workflow, "SDXL");
            if (workflow.StartsWith("img2", StringComparison.Ordinal))
                form["images"] = SampleForm.Pictures(1);
            form["vae"] = new JsonObject { ["id"] = 31 };

            var nodes = SampleForm.Input(form)["comfyWorkflow"]!.AsObject();

            var links = nodes
                .SelectMany(node => node.Value!["inputs"]!.AsObject())
                .Select(input => input.Value)
                .OfType<JsonArray>();
            links.ShouldAllBe(link => nodes.ContainsKey((string)link[0]!), workflow);
            nodes.ShouldContain(node => (string?)node.Value!["classType"] == "VAELoader");
        }
    }

    [Fact]
    public void Add_ons_stand_one_on_the_other_with_the_strength_of_the_form()
    {
        var form = SampleForm.Of("img2img", "SDXL", ("images", SampleForm.Pictures(1)));
        form["resources"] = JsonNode.Parse("""[{"id":11,"strength":0.4},{"id":12,"strength":-0.5}]""");

        var nodes = SampleForm.Input(form)["comfyWorkflow"]!.AsObject();

        var loras = nodes.Where(node => (string?)node.Value!["classType"] == "LoraLoader").ToArray();
        loras.Select(node => (decimal)node.Value!["inputs"]!["strength_model"]!).ShouldBe([0.4m, -0.5m]);
        ((string?)loras[1].Value!["inputs"]!["model"]![0]).ShouldBe(loras[0].Key);
        var sampler = nodes.Single(node => (string?)node.Value!["classType"] == "KSampler").Value!;
        ((string?)sampler["inputs"]!["model"]![0]).ShouldBe(loras[1].Key);
    }

    [Fact]
    public void The_second_pass_is_half_as_large_again()
    {
        var form = SampleForm.Of("img2img:hires-fix", "SDXL", ("images", SampleForm.Pictures(1, 900, 600)));

        var scale = SampleForm.Input(form)["comfyWorkflow"]!
            .AsObject()
            .Single(node => (string?)node.Value!["classType"] == "ImageScale")
            .Value!["inputs"]!;

        $"{scale["width"]} x {scale["height"]}".ShouldBe("1350 x 900");
    }

    private static string[] Airs(JsonNode node) =>
        [
            .. Air()
                .Matches(node.ToJsonString())
                .Select(found => Model().Replace(found.Value, "civitai:0@"))
                .Distinct()
                .Order(StringComparer.Create(CultureInfo.InvariantCulture, false)),
        ];

    [GeneratedRegex("urn:air:[^\"\\\\]+")]
    private static partial Regex Air();

    // Models that nobody named have no number; the upscaler is named.
    [GeneratedRegex(@"civitai:\d+@")]
    private static partial Regex Model();
}
