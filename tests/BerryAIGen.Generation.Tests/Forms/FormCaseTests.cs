using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>Forms of Civitai's generator with the steps that it submits for them.</summary>
public sealed partial class FormCaseTests
{
    [Fact]
    public void Every_form_becomes_the_steps_that_Civitai_submits()
    {
        var path = Path.Combine(OpenCases.Require("generator"), "site", "form-to-step.json");
        List<string> wrong = [];
        var compared = 0;
        foreach (var row in JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select(row => row!.AsObject()))
        {
            var wanted = row["steps"]!.AsArray();
            if (wanted.Any(step => (string?)step!["$type"] == "comfy"))
                continue;
            compared++;
            var form = row["formInput"]!.DeepClone().AsObject();
            form["workflow"] = row["workflow"]!.DeepClone();
            var got = SampleForm.Shipped.Compile(new FormRequest(form)).Body["steps"]!.AsArray();
            if (!JsonNode.DeepEquals(Comparable(got), Comparable(wanted)))
                wrong.Add(
                    $"{row["key"]}\n  wanted {Comparable(wanted).ToJsonString()}\n  got    {Comparable(got).ToJsonString()}"
                );
        }

        wrong.ShouldBeEmpty();
        // With the 17 graphs of GraphCaseTests all 145.
        compared.ShouldBe(128);
    }

    // Models that nobody named have no number, and the words of a helper are everybody's own.
    private static JsonNode Comparable(JsonArray steps)
    {
        var copy = new JsonArray();
        foreach (var step in steps.Select(step => step!.AsObject()))
        {
            var input = step["input"]!.DeepClone().AsObject();
            if ((string?)step["$type"] == "chatCompletion")
            {
                input.Remove("messages");
                input.Remove("responseFormat");
            }

            copy.Add(new JsonObject { ["$type"] = step["$type"]!.DeepClone(), ["input"] = input });
        }

        return JsonNode.Parse(Model().Replace(copy.ToJsonString(), "civitai:0@"))!;
    }

    [GeneratedRegex(@"civitai:\d+@")]
    private static partial Regex Model();
}
