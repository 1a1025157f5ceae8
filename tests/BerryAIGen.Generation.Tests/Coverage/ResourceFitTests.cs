using System.Text.Json.Nodes;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Coverage;

public sealed class ResourceFitTests
{
    private static readonly CoverageRules Rules = new(SampleForm.Catalogue);

    [Theory]
    [InlineData("sdxl", "LORA", "SDXL", "full", "same_ecosystem")]
    [InlineData("pony", "LORA", "SDXL 1.0", "partial", "cross_rule")]
    [InlineData("sd1", "TextualInversion", "Pony", "partial", "cross_rule")]
    [InlineData("sd1", "LORA", "SDXL", "none", "other_ecosystem")]
    // Illustrious says nothing of VAEs for Pony, but Pony comes from SDXL, which takes them.
    [InlineData("illustrious", "VAE", "Pony", "partial", "root_rule")]
    [InlineData("flux1", "LORA", "FluxKrea", "partial", "cross_rule")]
    [InlineData("flux1", "LORA", "Flux1Kontext", "none", "other_ecosystem")]
    [InlineData("sdxl", "LORA", "AuraFlow", "none", "no_generation")]
    [InlineData(null, "LORA", "SDXL", "none", "base_model_unknown")]
    [InlineData(null, "Upscaler", "SDXL", "full", "tool")]
    public void A_model_fits_in_full_in_part_or_not(string? own, string type, string target, string level, string code)
    {
        var fit = ResourceFit.Of(Rules, new ResourcePlace(own, null, null, type), target);

        (fit.Level, fit.Code).ShouldBe((level, code));
        fit.Message.ShouldNotBeEmpty();
    }

    [Fact]
    public void An_ecosystem_that_there_is_not_is_told() =>
        Should
            .Throw<GenerationException>(() =>
                ResourceFit.Of(Rules, new ResourcePlace("sdxl", null, null, "LORA"), "Narnia")
            )
            .Message.ShouldContain("\"Narnia\"");

    [Fact]
    public void All_pairs_are_as_Civitai_has_them()
    {
        var facts = File.ReadAllText(OpenCases.RequireFacts("catalogue.json"));
        var rows = JsonNode.Parse(facts)!["compatibilityMatrix"]!["rows"]!.AsObject();
        List<string> wrong = [];
        var pairs = 0;

        foreach (var (baseModel, types) in rows)
        {
            foreach (var (type, levels) in types!.AsObject())
            {
                foreach (var target in SampleForm.Catalogue.Ecosystems)
                {
                    var expected =
                        levels!.AsObject().FirstOrDefault(level => Has(level.Value, target.Key)).Key ?? "none";
                    var own = Rules.Place(new ResourceFacts { BaseModel = baseModel, Type = type });
                    var fit = ResourceFit.Of(Rules, own, target.Key).Level;
                    pairs++;
                    if (fit != expected)
                        wrong.Add($"{type} of {baseModel} in {target.Key}: {fit}, not {expected}");
                }
            }
        }

        pairs.ShouldBeGreaterThan(40_000);
        wrong.ShouldBeEmpty();
        static bool Has(JsonNode? list, string key) => list!.AsArray().Any(one => one!.ToString() == key);
    }

    [Theory]
    [InlineData("SDXL", "txt2img", null, "Checkpoint,LORA,DoRA,LoCon,VAE,TextualInversion")]
    [InlineData("ZImageTurbo", "txt2img", null, "Checkpoint,LORA")]
    [InlineData("WanVideo14B_T2V", null, null, "LORA")]
    [InlineData("SDXL", null, "lora", "LORA")]
    [InlineData("NanoBanana", null, null, "")]
    [InlineData("SDXL", null, "Upscaler,lora", "Upscaler,LORA")]
    [InlineData("SDXL", "txt2img", "Upscaler", "")]
    [InlineData("Upscaler", "img2img:upscale", null, "Upscaler")]
    [InlineData(null, "img2img:upscale", null, "Upscaler")]
    [InlineData(null, "vid2vid:upscale", null, "")]
    [InlineData(null, "img2vid", null, "LORA")]
    [InlineData(null, null, null, "Checkpoint,LORA,LoCon,DoRA,VAE,TextualInversion")]
    public void A_place_takes_the_types_that_its_form_has_a_field_for(
        string? ecosystem,
        string? workflow,
        string? type,
        string types
    ) => string.Join(',', ResourceScope.Of(Rules, ecosystem, workflow, type?.Split(',') ?? []).Types).ShouldBe(types);

    [Fact]
    public void A_place_takes_models_of_ecosystems_that_work_with_it()
    {
        var scope = ResourceScope.Of(Rules, "Pony", null, ["VAE"]);

        scope.Ecosystems[0].ShouldBe("pony");
        scope.Ecosystems.ShouldBe(["pony", "sdxl", "illustrious", "noobai"], ignoreOrder: true);
        scope.BaseModels.ShouldContain("SDXL 1.0");
        scope.BaseModels.ShouldNotContain("SDXL Turbo");
    }

    [Theory]
    [InlineData("SDXL")]
    [InlineData("Pony")]
    [InlineData("Flux1")]
    [InlineData("WanVideo14B_T2V")]
    public void A_place_takes_of_each_type_what_fits_and_nothing_else(string ecosystem)
    {
        var scope = ResourceScope.Of(Rules, ecosystem, null, []);
        List<string> wrong = [];
        foreach (var own in SampleForm.Catalogue.Ecosystems)
        {
            foreach (var type in Rules.Types)
            {
                var place = new ResourcePlace(own.Id, own.Name, null, type);
                var fits = ResourceFit.Of(Rules, place, ecosystem).Level != ResourceFit.None;
                if (scope.Takes(place) != (fits && scope.Types.Contains(type)))
                    wrong.Add($"{type} of {own.Id}");
            }
        }

        wrong.ShouldBeEmpty();
        scope.Pairs.Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_neighbour_gives_only_the_types_that_work()
    {
        var scope = ResourceScope.Of(Rules, "SDXL", null, []);
        var tools = ResourceScope.Of(Rules, "SDXL", null, ["Upscaler"]);

        scope.Takes(Place("sd1", "TextualInversion")).ShouldBeTrue();
        scope.Takes(Place("sd1", "LORA")).ShouldBeFalse();
        scope.Takes(Place("pony", "LORA")).ShouldBeTrue();
        scope.Takes(Place("pony", "Checkpoint")).ShouldBeFalse();
        tools.Takes(Place(null, "Upscaler")).ShouldBeTrue();
        tools.Takes(Place("sdxl", "LORA")).ShouldBeFalse();
        tools.BaseModels.ShouldBeEmpty();
        static ResourcePlace Place(string? ecosystem, string type) => new(ecosystem, null, null, type);
    }

    [Theory]
    [InlineData("Narnia", null, null, "Narnia")]
    [InlineData("SDXL", "txt2smell", null, "txt2smell")]
    [InlineData("SDXL", "txt2vid", null, "does not do")]
    [InlineData("SDXL", null, "Poses", "Poses")]
    public void A_place_that_there_is_not_is_told(string ecosystem, string? workflow, string? type, string told) =>
        Should
            .Throw<GenerationException>(() => ResourceScope.Of(Rules, ecosystem, workflow, type is null ? [] : [type]))
            .Message.ShouldContain(told);
}
