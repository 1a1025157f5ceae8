using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Commands.Settings;

/// <summary>Shows where the configuration file is, or would be.</summary>
internal sealed class ConfigPathCommand()
    : BerryCommand("path", "Shows where the configuration file is.", "berry config path")
{
    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var file = SettingsFile.Load();
        var path =
            file.Path
            ?? throw new LibraryException(
                FailureCode.Usage,
                "There is no folder for settings: set XDG_CONFIG_HOME or HOME."
            );
        if (run.Output.IsJson)
        {
            SettingsFile.Print(run, file, [], static _ => "");
        }
        else
        {
            StandardOutput.Line(path);
        }

        return Task.FromResult(0);
    }
}
