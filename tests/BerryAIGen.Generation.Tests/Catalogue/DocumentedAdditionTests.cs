using System.Text.Json.Nodes;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Catalogue;

/// <summary>
/// Follows <c>docs/adding-base-models-and-engines.md</c> as its reader would: a version, a base model, an engine and a step type
/// by data alone.
/// </summary>
public sealed class DocumentedAdditionTests : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly Generator _generator;

    public DocumentedAdditionTests()
    {
        Files = DocumentedDefinitions.WriteTo(_home.Path);
        _generator = new Generator(_home.Path);
    }

    private IReadOnlyList<string> Files { get; }

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_examples_hold_together()
    {
        Files.Count.ShouldBe(6);
        _generator.Warnings.ShouldBeEmpty();
        _generator.Check().ShouldBeEmpty();
    }

    // What people ask, and where they find the answer.
    [Theory]
    [InlineData("`EcosystemCheckpoints`")]
    [InlineData("`GenerationBaseModel`")]
    [InlineData("`GenerationCoverage`")]
    [InlineData("**How mature may it be?**")]
    [InlineData("(generation-queue.md)")]
    [InlineData("`definitions/generation-types.json`")]
    [InlineData("`epochDetails`")]
    [InlineData("`versions.baseModel`")]
    public void The_page_answers_what_its_readers_ask(string word) =>
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "adding-base-models-and-engines.md"))
            .ShouldContain(word);

    [Fact]
    public void The_base_model_has_a_form_and_a_workflow()
    {
        var form = SampleForm.Of("txt2img", "Heron", ("resources", JsonNode.Parse("[7]")), ("aspectRatio", "3:2"));

        var shown = _generator.Evaluate(new FormRequest(form));
        var input = SampleForm.Input(form, _generator);

        shown.Ecosystem!.Name.ShouldBe("Heron");
        shown.IsReady.ShouldBeTrue();
        shown.Fields.Select(field => field.Key).ShouldContain("negativePrompt");
        shown
            .Fields.Single(field => field.Key == "aspectRatio")
            .Options!.Select(option => option.Width)
            .ShouldBe([896, 1088]);
        ((string?)input["model"]).ShouldBe("urn:air:heron:checkpoint:civitai:980001@990001");
        ((int)input["width"]!).ShouldBe(1088);
        input["additionalNetworks"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe("urn:air:heron:lora:civitai:0@7");
    }

    [Fact]
    public void The_version_changes_what_its_row_says()
    {
        var form = SampleForm.Of("txt2img", "Heron", ("model", 990002), ("steps", 40));

        var shown = _generator.Evaluate(new FormRequest(form));

        shown.Version!.Label.ShouldBe("1.1 Fast");
        shown.Fields.ShouldNotContain(field => field.Key == "negativePrompt");
        ((long)SampleForm.Input(form, _generator)["steps"]!).ShouldBe(12);
    }

    [Fact]
    public void The_engine_has_two_variants_that_the_version_chooses()
    {
        var form = SampleForm.Of(
            "img2vid",
            "Egret",
            ("images", SampleForm.Pictures(1)),
            ("model", 990102),
            ("duration", 11)
        );

        var body = SampleForm.Compile(form, _generator).Body;

        body["steps"]![0]!["$type"]!.ToString().ShouldBe("videoGen");
        body["steps"]![0]!["input"]!
            .ToJsonString()
            .ShouldBe(
                """{"engine":"egret","prompt":"a heron in the reeds","duration":11,"aspectRatio":"16:9","images":["https://pictures.invalid/1.png"],"seed":4711,"model":"full"}"""
            );
        body["tags"]!.ToJsonString().ShouldBe("""["gen","vid","img2vid","Egret"]""");
    }

    [Fact]
    public void The_step_type_needs_no_ecosystem()
    {
        var body = SampleForm.Compile(SampleForm.Of("txt2birdsong", null, ("feathers", 300)), _generator).Body;

        body["steps"]![0]!
            .ToJsonString()
            .ShouldBe("""{"$type":"birdSong","input":{"text":"a heron in the reeds","feathers":100}}""");
        body["tags"]!.ToJsonString().ShouldBe("""["gen","aud","txt2birdsong"]""");
    }

    [Fact]
    public void Coverage_knows_the_versions_the_base_model_and_what_goes_together()
    {
        var rules = _generator.Coverage;
        var lora = new ResourceFacts
        {
            BaseModel = "Heron 1.0",
            Type = "LORA",
            File = new FileFacts(true, null),
        };

        rules
            .Checkpoints.Where(row => row.Ecosystem == "heron")
            .Select(row => row.VersionId)
            .Order()
            .ShouldBe([990001, 990002]);
        rules.BaseModels.Single(row => row.BaseModel == "Heron 1.0").Types.ShouldBe(["Checkpoint", "LORA"]);
        rules.Judge(new ResourceFacts { VersionId = 990002 }).Civitai.CanGenerate.ShouldBeTrue();
        rules.Judge(lora).Own.CanGenerate.ShouldBeTrue();
        ResourceFit.Of(rules, rules.Place(lora), "Heron").Level.ShouldBe(ResourceFit.Full);
    }
}
