using System.CommandLine;
using System.Text.Json.Nodes;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Presets;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Lists the presets of an ecosystem.</summary>
internal sealed class PresetListCommand : BerryCommand
{
    private readonly Argument<string> _ecosystem = new("ecosystem") { Description = "Its key: SDXL, Flux1 …" };

    public PresetListCommand()
        : base("list", "Lists the presets of an ecosystem, shipped and yours.", "berry presets list SDXL") =>
        Add(_ecosystem);

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var (presets, leftOut) = new Generator(LibraryEnvironment.Process.ConfigurationFolder).Presets(
            run.Get(_ecosystem)
        );
        foreach (var warning in leftOut)
        {
            StandardOutput.Message($"berry: {warning}");
        }

        if (run.Output.IsJson)
            StandardOutput.Json(
                new JsonObject
                {
                    ["presets"] = new JsonArray([.. presets.Select(Row)]),
                    ["left_out"] = new JsonArray([.. leftOut.Select(text => JsonValue.Create(text))]),
                },
                BerryJson.Default.JsonObject
            );
        else
        {
            foreach (var preset in presets)
            {
                StandardOutput.Line($"{preset.Name}: {preset.Values.ToJsonString()}");
            }
        }

        return Task.FromResult(0);
    }

    private static JsonNode Row(Preset preset) =>
        new JsonObject
        {
            ["ecosystem"] = preset.Ecosystem,
            ["name"] = preset.Name,
            ["values"] = preset.Values.DeepClone(),
            ["is_shipped"] = preset.IsShipped,
        };
}
