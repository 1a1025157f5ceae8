using System.Text.Json.Nodes;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Forms.Shown;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>A form as a page draws it: what is decided here the page need not know.</summary>
public sealed class ShownFormTests
{
    [Fact]
    public void Every_form_of_the_definitions_can_be_shown()
    {
        var count = 0;
        foreach (var ecosystem in SampleForm.Catalogue.Ecosystems)
        foreach (var workflow in ecosystem.Forms.SelectMany(form => form.Workflows).Distinct())
        {
            var shown = Show(new JsonObject { ["workflow"] = workflow, ["ecosystem"] = ecosystem.Key });

            shown.Fields.ShouldNotBeEmpty($"{workflow} {ecosystem.Key}");
            shown.Fields.Where(field => field.Type == "choice").ShouldAllBe(field => field.Options!.Count > 0);
            shown.Fields.Select(field => field.Key).ShouldBeUnique();
            count++;
        }

        count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void The_price_is_asked_anew_for_what_may_change_it_and_for_nothing_else()
    {
        string[] never = ["prompt", "negativePrompt", "seed"];
        string[] always = ["steps", "quantity", "duration", "resolution", "images", "resources"];
        var count = 0;
        foreach (var ecosystem in SampleForm.Catalogue.Ecosystems)
        foreach (var workflow in ecosystem.Forms.SelectMany(form => form.Workflows).Distinct())
        {
            var form = SampleForm.Of(workflow, ecosystem.Key);
            if (workflow.StartsWith("img2", StringComparison.Ordinal))
                form["images"] = SampleForm.Pictures(workflow.EndsWith("first-last", StringComparison.Ordinal) ? 2 : 1);
            var shown = Show(form);

            shown.Fields.Where(field => never.Contains(field.Key)).ShouldAllBe(field => !field.Price, workflow);
            shown.Fields.Where(field => always.Contains(field.Key)).ShouldAllBe(field => field.Price, workflow);
            if (
                !shown.IsReady
                || shown.Fields.FirstOrDefault(field => field.Key == "steps")
                    is not { Fixed: false, Max: { } most, Visible: true } steps
            )
                continue;
            count++;
            var price = Priced(form);
            form["prompt"] = "a jetty at dawn";
            form["seed"] = 12;
            Priced(form).ShouldBe(price, $"{workflow} {ecosystem.Key}");
            form["steps"] = (decimal)steps.Value! == most ? steps.Min : most;
            Priced(form).ShouldNotBe(price, $"{workflow} {ecosystem.Key}");
        }

        count.ShouldBeGreaterThan(40);
    }

    private static string Priced(JsonObject form) =>
        SampleForm.Shipped.OrderForPrice(new FormRequest(form.DeepClone().AsObject())).Body.ToJsonString();

    [Fact]
    public void A_field_that_another_one_hides_is_told_with_what_shows_it()
    {
        var simple = Show(new JsonObject { ["workflow"] = "txt2music", ["aceAudioMode"] = "simple" });
        var custom = Show(new JsonObject { ["workflow"] = "txt2music", ["aceAudioMode"] = "custom" });

        Field(simple, "lyrics").Visible.ShouldBeFalse();
        Field(simple, "lyrics").Problem.ShouldBeNull();
        Field(simple, "lyrics").When!.ToJsonString().ShouldBe("""{"aceAudioMode":"custom"}""");
        Field(custom, "lyrics").Visible.ShouldBeTrue();
        Field(custom, "lyrics").Problem.ShouldNotBeNull().ShouldContain("is empty");
        custom.IsReady.ShouldBeFalse();
    }

    [Fact]
    public void What_is_wrong_with_a_hidden_field_troubles_nobody()
    {
        var form = SampleForm.Of("txt2music", null, ("aceAudioMode", "simple"), ("bpm", "fast"));
        form.Remove("seed");

        SampleForm.Compile(form).Body["steps"]!.AsArray().ShouldNotBeEmpty();
        form["aceAudioMode"] = "custom";
        Should.Throw<GenerationException>(() => Show(form)).Field.ShouldBe("bpm");
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var form = SampleForm.Of("txt2img", "SDXL", ("steps", "many"), ("sampler", "Warp"), ("aspectRatio", "wide"));

        var refused = Should.Throw<GenerationException>(() => Show(form));

        refused.Failure.Details.Keys.ShouldBe(["field", "sampler", "steps", "aspectRatio"], ignoreOrder: true);
        refused.Message.ShouldContain("\"many\"");
        refused.Message.ShouldContain("\"wide\"");
    }

    [Fact]
    public void Sisters_remember_together_and_versions_apart()
    {
        var nine = Show(new JsonObject { ["workflow"] = "txt2img", ["ecosystem"] = "Flux2Klein_9B" });
        var four = Show(new JsonObject { ["workflow"] = "txt2img", ["ecosystem"] = "Flux2Klein_4B" });

        Field(nine, "prompt").Remember.ShouldBe("global");
        Field(nine, "aspectRatio").Remember.ShouldBe("ecosystem:flux2-klein");
        Field(four, "aspectRatio").Remember.ShouldBe("ecosystem:flux2-klein");
        nine.Versions.ShouldContain(version => version.Ecosystem != null);
        Field(nine, "aspectRatio").Options!.ShouldAllBe(option => option.Width > 0 && option.Height > 0);
    }

    [Fact]
    public void A_version_that_cannot_do_it_stands_in_the_picker_with_the_reason()
    {
        var shown = Show(new JsonObject { ["workflow"] = "img2img:inpaint", ["ecosystem"] = "OpenAI" });

        shown.IsLocked.ShouldBeTrue();
        shown.Versions.Single(version => version.Label == "v1.5").Reason.ShouldBe("OpenAI v1.5 cannot do \"Inpaint\".");
        shown.Versions.Single(version => version.Label == "v2").Reason.ShouldBeNull();
    }

    [Fact]
    public void Control_pictures_take_the_preprocessors_of_their_ecosystem()
    {
        var form = SampleForm.Of("txt2img", "SDXL");
        form["controlNets"] = JsonNode.Parse("""[{"preprocessor":"canny","image":"https://pictures.invalid/1.png"}]""");

        Field(Show(form), "controlNets").Options!.Select(option => option.Label).ShouldContain("dwpose");
        SampleForm.Steps(form).Count.ShouldBe(2);
        form["controlNets"]![0]!["preprocessor"] = "tile";
        var refused = Should.Throw<GenerationException>(() => SampleForm.Compile(form));
        refused.Field.ShouldBe("controlNets");
        refused.Message.ShouldContain("\"tile\"; choose none, canny");
    }

    private static ShownForm Show(JsonObject form) => SampleForm.Shipped.Evaluate(new FormRequest(form));

    private static ShownField Field(ShownForm form, string key) => form.Fields.Single(field => field.Key == key);
}
