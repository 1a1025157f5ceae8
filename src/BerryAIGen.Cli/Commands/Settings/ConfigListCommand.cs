using BerryAIGen.Cli.CommandLine;

namespace BerryAIGen.Cli.Commands.Settings;

/// <summary>Shows what is set in the configuration file.</summary>
internal sealed class ConfigListCommand()
    : BerryCommand("list", "Lists what is set; secrets as ***.", "berry config list")
{
    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var file = SettingsFile.Load();
        SettingsFile.Print(run, file, file.List(), static setting => $"{setting.Key} = {setting.Value}");
        return Task.FromResult(0);
    }
}
