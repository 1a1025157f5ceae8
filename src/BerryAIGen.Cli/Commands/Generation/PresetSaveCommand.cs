using System.CommandLine;
using System.Text.Json.Nodes;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Forms;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Cli.Commands.Generation;

/// <summary>Keeps values of a form under a name.</summary>
internal sealed class PresetSaveCommand : BerryCommand
{
    private readonly Argument<string> _ecosystem = new("ecosystem") { Description = "Its key: SDXL, Flux1 …" };
    private readonly Argument<string> _name = new("name") { Description = "What to call it." };
    private readonly TextsOption _values = new(
        "--param",
        "A field of the form; may be given several times.",
        "name=value"
    );

    public PresetSaveCommand()
        : base("save", "Saves a preset of an ecosystem.", "berry presets save SDXL Soft -p cfgScale=4 -p steps=40")
    {
        _values.Aliases.Add("-p");
        Add(_ecosystem);
        Add(_name);
        Add(_values);
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var generator = new Generator(LibraryEnvironment.Process.ConfigurationFolder);
        var values = new JsonObject();
        foreach (var pair in run.Get(_values) ?? [])
        {
            FormText.Set(values, pair, generator.TakesText);
        }

        var saved = generator.SavePreset(run.Get(_ecosystem), run.Get(_name), values);
        if (run.Output.IsJson)
            StandardOutput.Json(
                new JsonObject
                {
                    ["ecosystem"] = saved.Ecosystem,
                    ["name"] = saved.Name,
                    ["values"] = saved.Values.DeepClone(),
                },
                BerryJson.Default.JsonObject
            );
        else
            StandardOutput.Line($"Saved \"{saved.Name}\" for {saved.Ecosystem}.");
        return Task.FromResult(0);
    }
}
