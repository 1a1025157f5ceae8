using System.CommandLine;
using System.Text.Json.Nodes;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Generation;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Forgets a preset that was saved.</summary>
internal sealed class PresetDeleteCommand : BerryCommand
{
    private readonly Argument<string> _ecosystem = new("ecosystem") { Description = "Its key: SDXL, Flux1 …" };
    private readonly Argument<string> _name = new("name") { Description = "What it is called." };

    public PresetDeleteCommand()
        : base("delete", "Forgets a preset that you saved.", "berry presets delete SDXL Soft")
    {
        Add(_ecosystem);
        Add(_name);
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        new Generator(LibraryEnvironment.Process.ConfigurationFolder).DeletePreset(run.Get(_ecosystem), run.Get(_name));
        if (run.Output.IsJson)
            StandardOutput.Json(new JsonObject { ["deleted"] = run.Get(_name) }, BerryJson.Default.JsonObject);
        else
            StandardOutput.Line($"Forgot \"{run.Get(_name)}\".");
        return Task.FromResult(0);
    }
}
