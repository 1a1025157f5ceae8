using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Cli.Commands.Settings;

/// <summary>Shows one setting; a secret is shown as <c>***</c>.</summary>
internal sealed class ConfigGetCommand : BerryCommand
{
    private readonly SettingArgument _name = new();

    public ConfigGetCommand()
        : base("get", "Shows one setting; secrets as ***.", "berry config get civitai_api_key") => Add(_name);

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var name = run.Get(_name);
        var file = SettingsFile.Load();
        var value =
            file.List().FirstOrDefault(s => s.Key == name).Value
            ?? throw new LibraryException(
                ConfigurationFile.Keys.Contains(name) ? FailureCode.NotFound : FailureCode.Usage,
                ConfigurationFile.Keys.Contains(name)
                    ? $"{name} is not set; set it with: berry config set {name} VALUE"
                    : $"There is no setting '{name}'; use one of {string.Join(", ", ConfigurationFile.Keys)}."
            );
        SettingsFile.Print(run, file, [KeyValuePair.Create(name, value)], line => line.Value);
        return Task.FromResult(0);
    }
}
