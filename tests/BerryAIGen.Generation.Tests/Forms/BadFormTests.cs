using System.Text.Json.Nodes;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>Forms that cannot be understood name the field and the way out.</summary>
public sealed class BadFormTests
{
    [Theory]
    [InlineData("""{}""", "workflow", "names no workflow")]
    [InlineData("""{"workflow":"txt2poem"}""", "workflow", "no workflow \"txt2poem\"")]
    [InlineData("""{"workflow":"txt2img","ecosystem":"SD9"}""", "ecosystem", "no ecosystem \"SD9\"")]
    [InlineData(
        """{"workflow":"txt2vid","ecosystem":"SDXL","prompt":"x"}""",
        "workflow",
        "Stable Diffusion XL does not do txt2vid"
    )]
    [InlineData(
        """{"workflow":"txt2img","ecosystem":"NanoBanana","model":{"id":5},"prompt":"x"}""",
        "model",
        "no version 5"
    )]
    [InlineData(
        """{"workflow":"txt2img","ecosystem":"SDXL","model":{"id":7,"baseModel":"SD 1.5"},"prompt":"x"}""",
        "model",
        "was made for SD 1.5, which Stable Diffusion XL cannot run; choose the ecosystem SD1"
    )]
    [InlineData("""{"workflow":"txt2img","ecosystem":"SDXL","model":128713,"prompt":"x"}""", "model", "SD1")]
    [InlineData("""{"workflow":"txt2img","ecosystem":"SDXL"}""", "prompt", "is empty")]
    [InlineData("""{"workflow":"txt2img","ecosystem":"SDXL","prompt":7}""", "prompt", "a text")]
    [InlineData("""{"workflow":"txt2img","ecosystem":"SDXL","prompt":"x","steps":"many"}""", "steps", "a number")]
    [InlineData("""{"workflow":"txt2img","ecosystem":"SDXL","prompt":"x","seed":0}""", "seed", "from 1 to 4294967295")]
    [InlineData("""{"workflow":"txt2img","ecosystem":"SDXL","prompt":"x","seed":1.5}""", "seed", "whole number")]
    [InlineData("""{"workflow":"txt2img","ecosystem":"SDXL","prompt":"x","sampler":"Warp"}""", "sampler", "Euler a")]
    [InlineData(
        """{"workflow":"txt2img","ecosystem":"SDXL","prompt":"x","aspectRatio":"wide"}""",
        "aspectRatio",
        "2:3"
    )]
    [InlineData(
        """{"workflow":"txt2img","ecosystem":"SDXL","prompt":"x","resources":{"id":1}}""",
        "resources",
        "a list"
    )]
    [InlineData(
        """{"workflow":"txt2img","ecosystem":"SDXL","prompt":"x","resources":["x"]}""",
        "resources",
        "no model"
    )]
    [InlineData(
        """{"workflow":"txt2img","ecosystem":"SDXL","prompt":"x","enhancedCompatibility":"maybe"}""",
        "enhancedCompatibility",
        "true or false"
    )]
    [InlineData(
        """{"workflow":"img2img:face-fix","ecosystem":"SDXL","prompt":"x","images":[]}""",
        "images",
        "needs 1 picture"
    )]
    [InlineData("""{"workflow":"img2vid","ecosystem":"Sora2","prompt":"x","images":[3]}""", "images", "no address")]
    [InlineData(
        """{"workflow":"img2vid","ecosystem":"Sora2","prompt":"x","images":["a","b"]}""",
        "images",
        "1 are allowed"
    )]
    public void What_cannot_be_understood_is_refused_by_its_field(string form, string field, string words)
    {
        var refused = Should.Throw<GenerationException>(() => SampleForm.Compile(JsonNode.Parse(form)!.AsObject()));

        refused.Field.ShouldBe(field);
        refused.Message.ShouldContain(words);
        refused.Failure.Code.ShouldBe(FailureCode.Usage);
    }

    [Fact]
    public void A_prompt_of_ten_megabytes_is_refused_by_its_length()
    {
        var form = SampleForm.Of("txt2img", "SDXL", ("prompt", new string('x', 10_000_000)));

        Should
            .Throw<GenerationException>(() => SampleForm.Compile(form))
            .Message.ShouldBe("\"prompt\" has 10,000,000 characters; 6,000 are allowed.");
    }

    [Theory]
    [InlineData("steps", 400, "steps", "50", "from 10 to 50")]
    [InlineData("cfgScale", 7.26, "cfgScale", "7.5", "in steps of 0.5")]
    [InlineData("quantity", 99, "quantity", "4", "from 1 to 4")]
    public void A_number_out_of_range_is_pulled_into_it_and_said(
        string key,
        double given,
        string member,
        string sent,
        string words
    )
    {
        var compiled = SampleForm.Compile(SampleForm.Of("txt2img", "SDXL", (key, given)));

        compiled.Body["steps"]![0]!["input"]![member]!.ToString().ShouldBe(sent);
        compiled.Notes.ShouldHaveSingleItem().ShouldContain(words);
    }

    [Fact]
    public void What_a_form_does_not_use_is_said_and_not_sent()
    {
        var compiled = SampleForm.Compile(SampleForm.Of("txt2img", "Grok", ("cfgScale", 3), ("seed", 4)));

        compiled.Body.ToJsonString().ShouldNotContain("cfgScale");
        compiled.Notes.Count.ShouldBe(2);
        compiled.Notes[0].ShouldContain("does not use");
    }

    [Fact]
    public void A_field_that_there_is_not_is_told_with_those_that_there_are()
    {
        var form = SampleForm.Of("txt2img", "SDXL", ("stpes", 20));

        var note = SampleForm.Compile(form).Notes.ShouldHaveSingleItem();

        note.ShouldStartWith("There is no field \"stpes\", so it is not sent; this form has priority, ");
        SampleForm.Shipped.Evaluate(new FormRequest(form)).Unused["stpes"].ShouldBe(note);
    }

    [Fact]
    public void A_ratio_that_follows_the_picture_is_said_when_another_was_asked_for()
    {
        var form = SampleForm.Of("img2vid", "Veo3", ("images", SampleForm.Pictures(1, 1920, 1080)));

        SampleForm.Compile(form).Notes.ShouldBeEmpty();
        form["aspectRatio"] = "9:16";
        SampleForm
            .Compile(form)
            .Notes.ShouldHaveSingleItem()
            .ShouldBe("\"aspectRatio\" is 16:9, as the first of \"images\" has it, and not 9:16.");
        form["aspectRatio"] = "16:9";
        SampleForm.Compile(form).Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_version_that_is_replaced_is_said()
    {
        var form = SampleForm.Of("txt2img", "Flux1", ("model", new JsonObject { ["id"] = 699279 }));

        SampleForm.Compile(form).Notes.ShouldContain(note => note.Contains("Standard", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[1]", "no JSON object")]
    [InlineData("{\"workflow\":", "no JSON")]
    [InlineData("{\"a\":1,\"a\":2}", "no JSON")]
    [InlineData("{\"resources\":[{\"id\":1,\"id\":2}]}", "no JSON")]
    public void Text_that_is_no_form_is_refused(string text, string words) =>
        Should.Throw<GenerationException>(() => FormText.Parse(text, "form.json")).Message.ShouldContain(words);

    [Theory]
    [InlineData("prompt=7", "\"7\"")]
    [InlineData("prompt=true", "\"true\"")]
    [InlineData("prompt=[1]", "\"[1]\"")]
    [InlineData("prompt=\"a\"", "\"a\"")]
    [InlineData("prompt=null", null)]
    [InlineData("steps=7", "7")]
    [InlineData("steps=7 dogs", "\"7 dogs\"")]
    [InlineData("resources=[{\"id\":7}]", "[{\"id\":7}]")]
    public void What_is_typed_is_what_its_field_takes(string pair, string? value)
    {
        var form = new JsonObject();

        FormText.Set(form, pair, SampleForm.Shipped.TakesText);

        form[pair.Split('=')[0]]?.ToJsonString().ShouldBe(value);
    }

    [Fact]
    public void A_member_that_is_typed_twice_is_refused_by_its_field() =>
        Should
            .Throw<GenerationException>(() =>
                FormText.Set([], "resources=[{\"id\":1,\"id\":2}]", SampleForm.Shipped.TakesText)
            )
            .Field.ShouldBe("resources");

    // Braces are for texts of the definitions; what a person types into one of its fields stays.
    [Fact]
    public void Braces_in_a_person_s_words_stay()
    {
        var form = SampleForm.Of("txt2music", "Ace", ("prompt", "a song of {seed} and {duration}"), ("duration", 60));

        var text = SampleForm.Steps(form)[0]!["input"]!["messages"]![1]!["content"]!.ToString();

        text.ShouldContain("a song of {seed} and {duration}");
        text.ShouldContain("60");
    }

    [Fact]
    public void A_seed_that_nobody_gives_is_drawn()
    {
        var form = SampleForm.Of("txt2img", "SDXL");
        form.Remove("seed");

        var first = (long)SampleForm.Input(form)["seed"]!;
        var second = (long)SampleForm.Input(form)["seed"]!;

        first.ShouldBeInRange(1, int.MaxValue);
        second.ShouldNotBe(first);
    }
}
