using BerryAIGen.Cli.Tests.Running;

namespace BerryAIGen.Cli.Tests;

/// <summary>What there is to generate with is listed, and shown as its file has it.</summary>
public sealed class GenerationListTests : IDisposable
{
    private readonly BerryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_lists_name_what_there_is()
    {
        var ecosystems = await _home.RunAsync("ecosystems", "list", "--json");
        var engines = await _home.RunAsync("engines", "list", "--json");
        var workflows = await _home.RunAsync("workflows", "list", "--json");

        ecosystems.ShouldExit(0).Json.GetProperty("ecosystems").GetArrayLength().ShouldBeGreaterThanOrEqualTo(84);
        engines
            .ShouldExit(0)
            .Json.GetProperty("engines")
            .EnumerateArray()
            .ShouldContain(engine =>
                engine.GetProperty("key").GetString() == "videoGen/haiper"
                && engine.GetProperty("state").GetString() == "discontinued"
            );
        workflows
            .ShouldExit(0)
            .Json.GetProperty("workflows")
            .EnumerateArray()
            .Single(workflow => workflow.GetProperty("key").GetString() == "txt2img")
            .GetProperty("ecosystems")
            .EnumerateArray()
            .Select(key => key.GetString())
            .ShouldContain("SDXL");
        var listed = await _home.RunAsync("engines", "list");
        listed.ShouldExit(0).Output.ShouldMatch(@"(?m)^videoGen/haiper +\S.* \(discontinued\)$");
        listed.Output.ShouldMatch("(?m)^videoGen/veo3 +[^(]+$");
        (await _home.RunAsync("ecosystems", "list")).ShouldExit(0).Output.ShouldContain("Stable Diffusion XL: txt2img");
    }

    [Fact]
    public async Task One_of_them_is_shown_as_its_file_has_it()
    {
        var ecosystem = await _home.RunAsync("ecosystems", "show", "Flux.2 Klein 9B", "--json");
        var engine = await _home.RunAsync("engines", "show", "image-flux2", "--json");
        var workflow = await _home.RunAsync("workflows", "show", "img2img:edit", "--json");
        var none = await _home.RunAsync("engines", "show", "steam", "--json");

        ecosystem.ShouldExit(0).Json.GetProperty("id").GetString().ShouldBe("flux2klein-9b");
        engine.ShouldExit(0).Json.GetProperty("step").GetString().ShouldBe("imageGen");
        workflow.ShouldExit(0).Json.GetProperty("id").GetString().ShouldBe("img2img-edit");
        none.ShouldExit(3).Error.ShouldContain("There is no engine \"steam\"");
    }
}
