using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Seeding;
using BerryAIGen.Toolkit.Tests.Generation.Queue;

namespace BerryAIGen.Toolkit.Tests.Generation;

/// <summary>Where a version does not generate, another one of its model is named, and that one does.</summary>
public sealed class SubstituteTests
{
    private const int Number = 730_010;

    [Fact]
    public async Task What_is_named_in_the_place_of_a_version_that_does_not_generate_is_made_with()
    {
        await using var story = await GeneratingToolkit.StartAsync();
        story.Sandbox.Server.Catalogue.Add(
            new ModelSpec
            {
                Id = Number,
                Name = "Two Inks",
                Type = "LORA",
                AllowCommercialUse = ["Rent"],
                Versions = [Version("v2", "Download"), Version("v1", "InternalGeneration")],
            }
        );
        var versions = story.Sandbox.Server.Catalogue.FindModel(Number)!.Versions;
        long good = versions.Single(one => one.Spec.Name == "v2").Id;
        long bad = versions.Single(one => one.Spec.Name == "v1").Id;

        var told = await story.Server.PostAsync(
            "/api/generation/resources/check",
            new JsonObject { ["ecosystem"] = "SDXL", ["resources"] = new JsonArray($"{bad}") }
        );
        var (status, refused) = await story.Server.SendAsync(
            "POST",
            "/api/generation/submit",
            Form(bad).ToJsonString()
        );
        var paid = story.Orchestrator.PaidCount;
        var done = await story.GenerateAsync(Form(good));

        var item = told["resources"]![0]!;
        CoverageRoutesTests.Codes(item["at_civitai"]!).ShouldBe(["internal"]);
        var substitute = item["substitutes"]!.AsArray().ShouldHaveSingleItem()!;
        substitute["version_id"]!.GetValue<long>().ShouldBe(good);
        substitute["at_civitai"]!.GetValue<bool>().ShouldBeTrue();
        (status, paid).ShouldBe((403, 0), refused.ToJsonString());
        refused["error"]!["message"]!.ToString().ShouldContain($"(version {good}) could stand in its place");
        done["state"]!.ToString().ShouldBe("completed", done.ToJsonString());
        (await story.BodyAsync(done)).ToJsonString().ShouldContain($":{Number}@{good}");
    }

    private static VersionSpec Version(string name, string usage) =>
        new()
        {
            Name = name,
            BaseModel = "SDXL 1.0",
            UsageControl = usage,
            Files = [new FileSpec { Name = $"two_inks_{name}.safetensors", Fp = "fp16" }],
        };

    private static JsonObject Form(long version)
    {
        var form = GeneratingToolkit.Form();
        form["resources"] = new JsonArray((JsonNode)new JsonObject { ["id"] = version });
        return form;
    }
}
