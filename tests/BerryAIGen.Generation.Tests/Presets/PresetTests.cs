using System.Text.Json.Nodes;
using BerryAIGen.Library;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Presets;

/// <summary>Presets hold what their forms take; files that are none are told.</summary>
public sealed class PresetTests : IDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly Generator _generator;

    public PresetTests() => _generator = new Generator(_home.Path);

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("""{"steps":"abc"}""", "steps", "has to be a number")]
    [InlineData("""{"steps":30,"sampler":"Warp","seed":0}""", "sampler", "choose Euler a")]
    [InlineData("""{"resources":{"id":4}}""", "resources", "has to be a list")]
    [InlineData("""{"aspectRatio":"wide"}""", "aspectRatio", "choose 2:3")]
    [InlineData("""{"model":"abc"}""", "model", "name a version by its number")]
    public void A_value_that_no_form_takes_is_refused_by_its_field(string values, string field, string words)
    {
        var refused = Should.Throw<GenerationException>(() => Save("Odd", values));

        refused.Field.ShouldBe(field);
        refused.Message.ShouldContain(words);
        Directory.Exists(_home.Combine("presets")).ShouldBeFalse();
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once() =>
        Should
            .Throw<GenerationException>(() => Save("Odd", """{"steps":"abc","seed":0}"""))
            .Failure.Details.Keys.ShouldBe(["field", "steps", "seed"], ignoreOrder: true);

    [Theory]
    [InlineData("SDXL", """{"steps":400,"cfgScale":3.5,"model":128078}""")]
    // Only one of its forms takes it.
    [InlineData("SDXL", """{"denoise":0.4}""")]
    [InlineData("Kling", """{"duration":"10"}""")]
    public void What_one_form_takes_is_kept(string ecosystem, string values)
    {
        _generator.SavePreset(ecosystem, "Good", JsonNode.Parse(values)!.AsObject());

        JsonNode
            .DeepEquals(
                _generator.Presets(ecosystem).Presets.Single(preset => preset.Name == "Good").Values,
                JsonNode.Parse(values)
            )
            .ShouldBeTrue();
    }

    [Fact]
    public void Files_that_are_none_are_told_with_the_list_and_with_a_name_that_is_not_there()
    {
        Save("Good", """{"steps":30}""");
        var folder = _home.Combine("presets", "sdxl");
        File.WriteAllText(Path.Combine(folder, "Broken.json"), "{ \"values\": ");
        File.WriteAllText(Path.Combine(folder, "Empty.json"), "{}");
        File.WriteAllText(Path.Combine(folder, "what?.json"), """{ "values": { "steps": 30 } }""");

        var list = _generator.Presets("SDXL");
        var refused = Should.Throw<GenerationException>(() =>
            _generator.WithPreset(SampleForm.Of("txt2img", "SDXL"), "Broken")
        );

        list.Presets.Select(preset => preset.Name).ShouldContain("Good");
        list.Presets.Select(preset => preset.Name).ShouldNotContain("what?");
        list.LeftOut.Count.ShouldBe(3);
        list.LeftOut.ShouldContain(text => text.Contains("Broken.json is left out: The form in"));
        list.LeftOut.ShouldContain(text => text.Contains("Empty.json is left out: it holds no \"values\""));
        list.LeftOut.ShouldContain(text => text.Contains("what?.json") && text.EndsWith("Rename the file."));
        refused.Failure.Code.ShouldBe(FailureCode.NotFound);
        refused.Message.ShouldContain("Broken.json is left out");
    }

    private void Save(string name, string values) =>
        _generator.SavePreset("SDXL", name, JsonNode.Parse(values)!.AsObject());
}
