using System.Text.Json.Nodes;
using BerryAIGen.Cli.Tests.Running;
using BerryAIGen.Testing;

namespace BerryAIGen.Cli.Tests;

/// <summary>Whether models generate, asked at the command line.</summary>
public sealed class CanGenerateTests : IDisposable
{
    private readonly BerryHome _home = new();

    public CanGenerateTests() => _home.Variables["BERRY_CHECKOUT"] = RepositoryRoot.Path;

    [Fact]
    public async Task Why_a_model_does_not_generate_is_told_for_each_place()
    {
        var database = _home.PathOf("library.db");

        var told = await _home.RunAsync("model", "can-generate", "nobodys", "--database", database);
        var json = await _home.RunAsync(
            "model",
            "can-generate",
            "nobodys",
            "--ecosystem",
            "SDXL",
            "--database",
            database,
            "--json"
        );

        told.ShouldExit(0)
            .Output.ShouldBe(
                """
                nobodys
                  at Civitai: no: Neither the library nor Civitai knows "nobodys": name a model of the library, a version by its number, or an AIR.
                  at home: no: Neither the library nor Civitai knows "nobodys": name a model of the library, a version by its number, or an AIR.

                """
            );
        var row = JsonNode.Parse(json.ShouldExit(0).Output)!["resources"]![0]!;
        row["level"]!.ToString().ShouldBe("none");
        row["at_civitai"]!["reasons"]![0]!["code"]!.ToString().ShouldBe("unknown");
    }

    [Fact]
    public async Task An_ecosystem_that_is_none_is_told()
    {
        var run = await _home.RunAsync("model", "can-generate", "1", "--ecosystem", "Narnia");

        run.ShouldExit(2).Error.ShouldContain("\"Narnia\"");
    }

    public void Dispose() => _home.Dispose();
}
