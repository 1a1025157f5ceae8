using System.Text.Json.Nodes;
using BerryAIGen.Generation.Forms;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>Tools for what was made already, and what a page does alone.</summary>
public sealed class StandaloneFormTests
{
    [Fact]
    public void Every_picture_is_enlarged_in_a_step_of_its_own()
    {
        var steps = SampleForm.Steps(
            new JsonObject
            {
                ["workflow"] = "img2img:upscale",
                ["images"] = SampleForm.Pictures(3),
                ["upscaleRepeats"] = 2,
            }
        );

        steps.Count.ShouldBe(3);
        steps[2]!["$type"]!.ToString().ShouldBe("imageUpscaler");
        steps[2]!["input"]!
            .ToJsonString()
            .ShouldBe(
                """{"image":"https://pictures.invalid/3.png","model":"urn:air:other:upscaler:civitai:147759@164821","numberOfRepeats":2}"""
            );
    }

    [Theory]
    [InlineData(
        """{"workflow":"img2img:remove-background","images":["https://pictures.invalid/1.png"],"outputFormat":"webp"}""",
        """{"$type":"imageBackgroundRemoval","input":{"image":"https://pictures.invalid/1.png","format":"webp"},"priority":"low"}"""
    )]
    [InlineData(
        """{"workflow":"vid2vid:upscale","video":"https://videos.invalid/1.mp4","scaleFactor":3}""",
        """{"$type":"videoUpscaler","input":{"video":"https://videos.invalid/1.mp4","scaleFactor":3},"priority":"low"}"""
    )]
    [InlineData(
        """{"workflow":"vid2vid:interpolate","video":{"url":"https://videos.invalid/1.mp4"},"interpolationFactor":3,"priority":"high"}""",
        """{"$type":"videoInterpolation","input":{"video":"https://videos.invalid/1.mp4","interpolationFactor":3},"priority":"high"}"""
    )]
    [InlineData(
        """{"workflow":"prompt:enhance","prompt":"a heron","promptEcosystem":"flux1","instruction":"shorter","temperature":0.2}""",
        """{"$type":"promptEnhancement","input":{"ecosystem":"flux1","prompt":"a heron","instruction":"shorter","temperature":0.2}}"""
    )]
    public void A_tool_is_one_step(string form, string step) =>
        SampleForm.Steps(JsonNode.Parse(form)!.AsObject()).ShouldHaveSingleItem()!.ToJsonString().ShouldBe(step);

    [Fact]
    public void A_preprocessor_gets_its_own_settings_and_no_others()
    {
        var form = JsonNode
            .Parse(
                """{"workflow":"img2img:preprocess","images":["https://pictures.invalid/1.png"],"preprocessKind":"canny","preprocessLowThreshold":50,"preprocessScoreThreshold":1}"""
            )!
            .AsObject();

        var canny = SampleForm.Input(form);
        form["preprocessKind"] = "depth-anything-v2";
        var depth = SampleForm.Input(form);

        canny
            .ToJsonString()
            .ShouldBe(
                """{"kind":"canny","image":"https://pictures.invalid/1.png","resolution":512,"lowThreshold":50,"highThreshold":200}"""
            );
        depth["checkpoint"]!.ToString().ShouldBe("depth_anything_v2_vitg.pth");
        depth.ContainsKey("lowThreshold").ShouldBeFalse();
    }

    [Fact]
    public void Every_preprocessor_can_be_chosen()
    {
        foreach (var kind in SampleForm.FieldOf(Preprocess(null), "preprocessKind")!.Options)
        {
            SampleForm.Input(Preprocess(kind.Value.ToString()))["kind"]!.ToString().ShouldBe(kind.Value.ToString());
        }
    }

    [Theory]
    [InlineData(1733399, "mask")]
    [InlineData(2880272, "maskImage")]
    public void A_part_of_a_picture_is_made_anew_where_the_engine_takes_a_mask(long version, string member)
    {
        var form = SampleForm.Of("img2img:inpaint", null, ("images", SampleForm.Pictures(1)), ("model", version));
        form["mask"] = new JsonArray("https://pictures.invalid/mask.png");

        var input = SampleForm.Input(form);

        input[member]!.ToString().ShouldBe("https://pictures.invalid/mask.png");
        input["operation"]!.ToString().ShouldBe("editImage");
    }

    [Fact]
    public void A_version_without_a_mask_does_not_inpaint_and_a_missing_mask_is_asked_for()
    {
        var form = SampleForm.Of("img2img:inpaint", "OpenAI", ("images", SampleForm.Pictures(1)));

        Should
            .Throw<GenerationException>(() => SampleForm.Compile(form))
            .Message.ShouldContain("1 picture in \"mask\"");
        form["model"] = 2512167;
        Should
            .Throw<GenerationException>(() => SampleForm.Compile(form))
            .Message.ShouldContain("v1.5 cannot do \"Inpaint\"");
    }

    [Fact]
    public void What_is_done_here_is_shown_and_not_compiled()
    {
        var form = new JsonObject { ["workflow"] = "img2meta" };

        SampleForm.Shipped.Evaluate(new FormRequest(form)).Engine.ShouldBeNull();
        Should
            .Throw<GenerationException>(() => SampleForm.Compile(form))
            .Message.ShouldContain("is done here and not submitted");
    }

    private static JsonObject Preprocess(string? kind)
    {
        var form = new JsonObject { ["workflow"] = "img2img:preprocess", ["images"] = SampleForm.Pictures(1) };
        if (kind is not null)
            form["preprocessKind"] = kind;
        return form;
    }
}
