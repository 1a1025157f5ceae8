using System.CommandLine;
using BerryAIGen.Cli.CommandLine;

namespace BerryAIGen.Cli.Commands.Downloads;

/// <summary>Applications whose sidecars are written beside our own.</summary>
internal sealed class SidecarsOption : Option<string?>
{
    public SidecarsOption()
        : base("--sidecars")
    {
        Description =
            "Write these applications' sidecars as well: a1111, lora-manager, stabilitymatrix, civitai-helper.";
        HelpName = "a,b";
    }

    /// <summary>Null when the settings decide.</summary>
    public IReadOnlyList<string>? From(CommandRun run) =>
        run.Get(this)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
