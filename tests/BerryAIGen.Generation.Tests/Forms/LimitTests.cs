using System.Text.Json.Nodes;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Testing;

namespace BerryAIGen.Generation.Tests.Forms;

/// <summary>How much a tier may ask for at once.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("txt2img", "SDXL", "free", 4)]
    [InlineData("txt2img", "SDXL", "founder", 8)]
    [InlineData("txt2img", "SDXL", null, 4)]
    [InlineData("txt2img:draft", "SDXL", "silver", 8)]
    [InlineData("txt2img", "Imagen4", "gold", 4)]
    [InlineData("txt2vid", "LTXV23", "free", 1)]
    [InlineData("txt2vid", "LTXV23", "silver", 3)]
    public void The_quantity_goes_by_tier_and_no_further_than_the_engine(
        string workflow,
        string ecosystem,
        string? tier,
        int most
    )
    {
        var request = new FormRequest(SampleForm.Of(workflow, ecosystem, ("quantity", 100))) { Tier = tier };

        var quantity = SampleForm.Shipped.Evaluate(request).Fields.Single(field => field.Key == "quantity");

        quantity.Max.ShouldBe(most);
        ((long)quantity.Value!).ShouldBe(most);
        quantity.Notes.ShouldHaveSingleItem();
    }

    [Fact]
    public void More_add_ons_than_the_tier_allows_are_refused()
    {
        var form = SampleForm.Of(
            "txt2img",
            "SDXL",
            ("resources", new JsonArray([.. Enumerable.Range(1, 10).Select(id => JsonValue.Create(id))]))
        );

        Should
            .Throw<GenerationException>(() => SampleForm.Shipped.Compile(new FormRequest(form) { Tier = "free" }))
            .Message.ShouldContain("10 entries; 9 are allowed");
        SampleForm.Shipped.Compile(new FormRequest(form) { Tier = "bronze" }).Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_tier_of_one_s_own_is_a_file()
    {
        using var home = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(home.Path, "definitions"));
        File.WriteAllText(
            Path.Combine(home.Path, "definitions", "limits.json"),
            """{ "schemaVersion": 1, "tiers": { "cellar": { "quantity": 2 } } }"""
        );
        var form = SampleForm.Of("txt2img", "SDXL", ("quantity", 9));

        var compiled = new Generator(home.Path).Compile(new FormRequest(form) { Tier = "cellar" });

        ((long)compiled.Body["steps"]![0]!["input"]!["quantity"]!).ShouldBe(2);
    }
}
