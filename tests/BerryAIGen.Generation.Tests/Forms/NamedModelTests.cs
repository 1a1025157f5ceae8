using System.Text.Json.Nodes;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>However a model is named, it is the one that is meant, or is refused: another one in its place would be paid.</summary>
public sealed class NamedModelTests
{
    [Theory]
    [InlineData("101")]
    [InlineData("\"101\"")]
    [InlineData("{\"id\":101}")]
    [InlineData("\"urn:air:sdxl:checkpoint:civitai:7@101\"")]
    [InlineData("{\"air\":\"urn:air:sdxl:checkpoint:civitai:7@101\"}")]
    [InlineData("{\"id\":101,\"air\":\"urn:air:sdxl:checkpoint:civitai:7@101\"}")]
    public void A_checkpoint_is_named_in_many_ways(string model)
    {
        var input = SampleForm.Input(SampleForm.Of("txt2img", "SDXL", ("model", JsonNode.Parse(model))));

        input["model"]!.ToString().ShouldEndWith("@101");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"id\":-5}")]
    [InlineData("{\"id\":\"x\"}")]
    [InlineData("{\"air\":\"urn:air:sdxl\"}")]
    [InlineData("\"abc\"")]
    [InlineData("true")]
    [InlineData("[101]")]
    [InlineData("1.5")]
    [InlineData("\"urn:air:sdxl:checkpoint:huggingface:some/model@main\"")]
    [InlineData("{\"id\":102,\"air\":\"urn:air:sdxl:checkpoint:civitai:7@101\"}")]
    [InlineData("{\"id\":101,\"air\":\"urn:air:sdxl:checkpoint:huggingface:some/model@main\"}")]
    [InlineData("\"urn:air:sdxl:lora:civitai:7@101\"")]
    public void A_checkpoint_that_cannot_be_read_is_refused_by_its_field(string model) =>
        Refused(SampleForm.Of("txt2img", "SDXL", ("model", JsonNode.Parse(model)))).ShouldBe("model");

    [Fact]
    public void An_ecosystem_that_is_no_text_is_refused() =>
        Refused(SampleForm.Of("txt2img", null, ("ecosystem", JsonValue.Create(5)))).ShouldBe("ecosystem");

    [Fact]
    public void A_checkpoint_brings_its_ecosystem()
    {
        Ecosystem(("model", "urn:air:flux1:checkpoint:civitai:7@101")).ShouldBe("Flux1");
        Ecosystem(("model", JsonNode.Parse("""{"id":101,"baseModel":"Pony"}"""))).ShouldBe("Pony");
        Ecosystem(("baseModel", "Illustrious")).ShouldBe("Illustrious");
    }

    [Fact]
    public void An_add_on_that_is_named_by_its_AIR_alone_is_looked_at_as_well()
    {
        var form = SampleForm.Of(
            "txt2img",
            "SDXL",
            (
                "resources",
                new JsonArray(
                    "urn:air:sdxl:lora:civitai:1@11",
                    "urn:air:flux1:lora:civitai:2@12",
                    "urn:air:sdxl:checkpoint:civitai:3@13",
                    "urn:air:sdxl:vae:civitai:4@14"
                )
            )
        );

        var shown = SampleForm.Shipped.Evaluate(new FormRequest(form)).Fields.Single(field => field.Key == "resources");
        var sent = SampleForm.Input(form)["additionalNetworks"]!.AsObject();

        shown.Entries!.Select(entry => entry.Level).ShouldBe(["full", "none", "none", "none"]);
        shown.Entries![2].Reason!.ShouldContain("is of the type Checkpoint");
        sent.ShouldHaveSingleItem().Key.ShouldBe("urn:air:sdxl:lora:civitai:1@11");
    }

    [Theory]
    [InlineData("img2vid", "LTXV2", "images", "[{}]")]
    [InlineData("img2vid", "LTXV2", "images", "[{\"width\":5}]")]
    [InlineData("txt2img", "SDXL", "resources", "[{}]")]
    [InlineData("txt2img", "SDXL", "vae", "{}")]
    [InlineData("txt2img", "SDXL", "controlNets", "[{\"preprocessor\":\"canny\"}]")]
    public void An_entry_that_names_nothing_is_refused(string workflow, string ecosystem, string field, string value) =>
        Refused(SampleForm.Of(workflow, ecosystem, (field, JsonNode.Parse(value)))).ShouldBe(field);

    [Fact]
    public void An_add_on_that_names_two_versions_is_refused() =>
        Refused(
                SampleForm.Of(
                    "txt2img",
                    "SDXL",
                    ("resources", JsonNode.Parse("""[{"id":5,"air":"urn:air:sdxl:lora:civitai:1@2"}]"""))
                )
            )
            .ShouldBe("resources");

    [Fact]
    public void An_add_on_that_is_there_twice_is_sent_once()
    {
        var form = SampleForm.Of(
            "txt2img",
            "SDXL",
            ("resources", JsonNode.Parse("""[5,{"id":5},"urn:air:sdxl:lora:civitai:1@5"]"""))
        );

        var compiled = SampleForm.Compile(form);

        compiled.Body["steps"]![0]!["input"]!["additionalNetworks"]!.AsObject().Count.ShouldBe(1);
        compiled.Notes.Count(note => note.Contains("is there twice", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"id":2}""")]
    [InlineData("""{"air":"urn:air:sdxl:lora:civitai:1@2"}""")]
    [InlineData("\"urn:air:sdxl:lora:civitai:1@2\"")]
    public void A_gate_knows_an_add_on_however_it_is_named(string entry)
    {
        var gate = new GateRule("closed", GateWords.Nobody, GateWords.Disabled, null, [], [], [2]);
        var form = SampleForm.Of("txt2img", "SDXL", ("resources", new JsonArray(JsonNode.Parse(entry))));

        var order = SampleForm.Shipped.Order(
            new FormRequest(form) { Gates = new Gatekeeper(new GateRules([gate]), null) }
        );

        order.Body.ToJsonString().ShouldNotContain("@2");
        order.Versions.ShouldBeEmpty();
        order.Notes.ShouldContain(note => note.Contains("is held back", StringComparison.Ordinal));
        SampleForm.Shipped.Order(new FormRequest(form)).Versions.ShouldBe([("resources", 2L)]);
    }

    [Fact]
    public void A_gate_before_another_name_of_a_workflow_holds()
    {
        var gate = new GateRule("closed", GateWords.Nobody, GateWords.Disabled, null, [], ["img2vid:first-last"], []);
        var request = new FormRequest(SampleForm.Of("img2vid:first-last", "Veo3", ("images", SampleForm.Pictures(2))))
        {
            Gates = new Gatekeeper(new GateRules([gate]), null),
        };

        Should.Throw<GenerationException>(() => SampleForm.Shipped.RequireOpen(request)).Field.ShouldBe("workflow");
    }

    [Fact]
    public void A_strength_is_pulled_into_its_range_and_said()
    {
        var form = SampleForm.Of(
            "txt2img",
            "SDXL",
            ("resources", JsonNode.Parse("""[{"id":1,"strength":50},{"id":2,"strength":5,"maxStrength":6}]"""))
        );

        var compiled = SampleForm.Compile(form);

        var sent = compiled.Body["steps"]![0]!["input"]!["additionalNetworks"]!.AsObject();
        sent.Select(row => row.Value!["strength"]!.ToJsonString()).ShouldBe(["2", "5"]);
        compiled.Notes.ShouldContain("The strength of Version 1 is 2 instead of 50: it goes from -1 to 2.");
        form["resources"]![0]!["strength"] = "strong";
        Refused(form).ShouldBe("resources");
    }

    [Fact]
    public void An_embedding_is_no_LoRA_of_a_graph()
    {
        var form = SampleForm.Of(
            "txt2img:hires-fix",
            "SDXL",
            ("resources", JsonNode.Parse("""[{"id":1,"model":{"type":"TextualInversion"}}]"""))
        );

        var compiled = SampleForm.Compile(form);

        compiled.Body.ToJsonString().ShouldNotContain("LoraLoader");
        compiled.Notes.ShouldContain(note => note.Contains("TextualInversion", StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_that_another_version_takes_is_kept_and_not_sent()
    {
        var form = SampleForm.Of("txt2img", "SDXL", ("sampler", "Warp"));

        var shown = SampleForm.Shipped.Evaluate(new FormRequest(form));

        shown.IsReady.ShouldBeFalse();
        var sampler = shown.Fields.Single(field => field.Key == "sampler");
        sampler.Value!.ToString().ShouldBe("Warp");
        sampler.Problem!.ShouldStartWith("\"sampler\" is \"Warp\"; choose ");
        Refused(form).ShouldBe("sampler");
    }

    private static string? Refused(JsonObject form)
    {
        var refused = Should.Throw<GenerationException>(() => SampleForm.Compile(form));
        refused.Failure.Code.ShouldBe(FailureCode.Usage);
        return refused.Field;
    }

    private static string? Ecosystem((string Key, JsonNode? Value) more) =>
        SampleForm.Shipped.Evaluate(new FormRequest(SampleForm.Of("txt2img", null, more))).Ecosystem?.Key;
}
