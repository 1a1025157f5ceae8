using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>Definitions are checked, and told by file, line and mend.</summary>
public sealed class GenerationDefinitionTests : IDisposable
{
    private readonly BerryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Definitions_that_do_not_hold_are_told_by_file_and_line()
    {
        _home.Write(
            "mine/definitions/ecosystems/heron.json",
            """
            {
              "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron",
              "baseModels": [{ "name": "Heron 1", "media": ["image"] }],
              "forms": [{ "workflows": ["txt2img"], "engine": "text-to-image", "show": ["prompt", "glow"],
                "drops": ["model"], "set": { "batchSize": 1 } }]
            }
            """u8
        );
        _home.Write("mine/definitions/engines/half.json", "{"u8);

        var run = await _home.RunAsync("definitions", "check", "mine", "--json");
        var shipped = await _home.RunAsync("definitions", "check");
        var none = await _home.RunAsync("definitions", "check", "elsewhere");

        var problems = run.ShouldExit(5).Json.GetProperty("problems").EnumerateArray().ToArray();
        problems.ShouldAllBe(problem => problem.GetProperty("file").GetString()!.EndsWith("heron.json"));
        var glow = problems.Single(problem => problem.GetProperty("message").GetString()!.Contains("\"glow\""));
        glow.GetProperty("line").GetInt32().ShouldBe(4);
        problems.ShouldContain(problem => problem.GetProperty("message").GetString()!.Contains("has no licence"));
        run.Json.GetProperty("left_out")[0].GetString()!.ShouldContain("half.json");
        shipped.ShouldExit(0).Output.ShouldBe("The definitions hold together.\n");
        none.ShouldExit(3).Error.ShouldContain("holds no folder 'definitions'");
    }

    [Fact]
    public async Task A_definition_that_is_malformed_inside_is_told_by_file_line_and_mend()
    {
        _home.Write(
            "mine/definitions/ecosystems/heron.json",
            """
            { "schemaVersion": 1, "id": "heron", "key": "Heron", "name": "Heron",
              "forms": [
                { "workflows": ["txt2img"], "engine": "text-to-image", "show": ["prompt"],
                  "set": { "seed": { "from": 5 } } }] }
            """u8
        );

        var run = await _home.RunAsync("definitions", "check", "mine", "--json");

        run.ShouldExit(5).Json.GetProperty("problems").GetArrayLength().ShouldBe(0);
        run.Json.GetProperty("left_out")[0]
            .GetString()!
            .ShouldEndWith(
                "heron.json is left out: line 4: \"forms[0].set.seed.from\" is of another kind than it has to be; write a text."
            );
    }

    [Fact]
    public async Task The_documented_additions_hold_together()
    {
        DocumentedDefinitions.WriteTo(_home.PathOf("mine"));

        var run = await _home.RunAsync("definitions", "check", "mine");

        run.ShouldExit(0).Output.ShouldBe("The definitions hold together.\n");
    }
}
