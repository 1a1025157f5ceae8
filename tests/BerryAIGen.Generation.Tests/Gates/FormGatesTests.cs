using BerryAIGen.Generation.Forms;
using BerryAIGen.Generation.Gates;

namespace BerryAIGen.Generation.Tests.Gates;

/// <summary>What a person sees who names no ecosystem where the usual one is hidden.</summary>
public sealed class FormGatesTests
{
    [Theory]
    [InlineData("ZImageBase", "zimageturbo")]
    [InlineData("Flux1", "zimageturbo", "zimagebase")]
    [InlineData("Flux1Kontext", "zimageturbo", "zimagebase", "flux1", "fluxkrea")]
    [InlineData(null, "sdxl")]
    public void One_of_the_same_group_is_taken_before_the_first_of_the_list(string? taken, params string[] hidden)
    {
        var rules = new GateRules([new("g", "nobody", "hidden", null, hidden, [], [])]);
        var request = new FormRequest(SampleForm.Of("txt2img")) { Gates = new Gatekeeper(rules, null) };

        var seen = FormGates.Seen(SampleForm.Catalogue, request);

        ((string?)seen.Values["ecosystem"]).ShouldBe(taken);
        (seen.Note is null).ShouldBe(taken is null);
    }
}
