using System.Text.Json.Nodes;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Generation.Remix;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>What is hidden is in no sentence: not in why something does not go together, and not in what does.</summary>
public sealed class HiddenChoiceTests
{
    [Fact]
    public void A_version_of_what_is_hidden_says_nothing_of_what_its_ecosystem_does()
    {
        var form = SampleForm.Of("txt2vid", null, ("model", 128078));
        Told(form).Message.ShouldContain("Stable Diffusion XL does not do txt2vid");

        var told = Told(form, Hidden(ecosystems: ["sdxl"]));

        told.Failure.Code.ShouldBe(FailureCode.Policy);
        told.Message.ShouldBe("Version 128078 is held back.");
    }

    [Fact]
    public void A_workflow_that_is_hidden_is_not_offered_in_the_stead_of_another()
    {
        var form = SampleForm.Of("txt2vid", "SDXL");
        Told(form).Message.ShouldContain("img2img:hires-fix");

        var told = Told(form, Hidden(workflows: ["img2img:hires-fix"])).Message;

        told.ShouldContain("it does txt2img");
        told.ShouldNotContain("img2img:hires-fix");
    }

    [Fact]
    public void A_version_that_is_hidden_is_not_offered_in_the_stead_of_another()
    {
        var form = SampleForm.Of("txt2img", "OpenAI", ("model", 5));
        Told(form).Message.ShouldContain("2512167 (v1.5)");

        Told(form, Hidden(versions: [2512167])).Message.ShouldNotContain("2512167");
    }

    [Fact]
    public void A_picture_of_what_is_hidden_is_remixed_without_it()
    {
        var picture = new Recipe { Generator = "A1111", Prompt = "a fox" };
        var checkpoint = new MatchedModel(new RecipeResource { Type = ResourceTypes.Checkpoint })
        {
            VersionId = 128078,
            BaseModel = "SDXL 1.0",
        };
        SampleForm.Shipped.Remix(picture, [checkpoint]).Values["ecosystem"]!.ToString().ShouldBe("SDXL");

        var remix = SampleForm.Shipped.Remix(picture, [checkpoint], Hidden(ecosystems: ["sdxl"]));

        remix.Values.ToJsonString().ShouldNotContain("SDXL");
        remix.Values["model"].ShouldBeNull();
        remix.Notes.ShouldContain("Version 128078 is held back.");
        remix.Values["prompt"]!.ToString().ShouldBe("a fox");
    }

    private static GenerationException Told(JsonObject form, Gatekeeper? gates = null) =>
        Should.Throw<GenerationException>(() =>
            SampleForm.Shipped.Evaluate(new FormRequest(form) { Gates = gates ?? Gatekeeper.Open })
        );

    private static Gatekeeper Hidden(
        string[]? ecosystems = null,
        string[]? workflows = null,
        long[]? versions = null
    ) =>
        new(
            new GateRules([
                new GateRule(
                    "closed",
                    GateWords.Nobody,
                    GateWords.Hidden,
                    null,
                    ecosystems ?? [],
                    workflows ?? [],
                    versions ?? []
                ),
            ]),
            null
        );
}
