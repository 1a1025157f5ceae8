using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests.Submissions;

/// <summary>A picture fills in the form, and its models are found wherever they are.</summary>
public sealed class RemixedPictureTests(SandboxFixture sandbox) : SubmissionTest(sandbox), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task The_models_of_a_picture_are_found_here_and_at_Civitai_by_their_hashes()
    {
        var models = Sandbox
            .Server.Catalogue.Models.Where(model =>
                model.Spec is { Type: "LORA", Status: "Published" }
                && model.Versions[0].Spec is { BaseModel: "SDXL 1.0", UsageControl: "Download", RequireAuth: false }
                && model.Versions[0].Spec.EarlyAccessDays is null
                && model.Versions[0].Files[0].Hashes.AutoV2.Length > 0
            )
            .ToArray();
        var (here, away) = (models[0].Versions[0], models[^1].Versions[0]);
        here.Id.ShouldNotBe(away.Id);
        Directory.CreateDirectory(Home.PathOf("models"));
        (await Home.RunAsync("download", $"urn:air:sdxl:lora:civitai:{models[0].Spec.Id}@{here.Id}")).ShouldExit(0);
        var (first, second) = (
            here.Files[0].Hashes.AutoV2.ToLowerInvariant(),
            away.Files[0].Hashes.AutoV2.ToLowerInvariant()
        );
        new PngMaker()
            .Text(
                "parameters",
                $"a heron <lora:one:0.7> <lora:two:0.4>\nSteps: 21, Sampler: Euler a, CFG scale: 6.5, Seed: 42, Size: 832x1216, Lora hashes: \"one: {first}, two: {second}\""
            )
            .Save(Home.PathOf("heron.png"));

        var local = await Home.RunAsync("generate", "--from", "heron.png", "--local", "--compile", "--json");
        var all = await Home.RunAsync("generate", "--from", "heron.png", "--compile", "--json");

        Networks(local).ShouldBe([$"{here.Id} 0.7"]);
        local.Error.ShouldContain("\"two\" was not found");
        Networks(all).ShouldBe([$"{here.Id} 0.7", $"{away.Id} 0.4"], ignoreOrder: true);

        static IEnumerable<string> Networks(Running.BerryRun run) =>
            run.ShouldExit(0)
                .Json.GetProperty("steps")[0]
                .GetProperty("input")
                .GetProperty("additionalNetworks")
                .EnumerateObject()
                .Select(network =>
                    $"{network.Name.Split('@')[^1]} {network.Value.GetProperty("strength").GetDouble()}"
                );
    }
}
