using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Cli.Commands.Settings;

/// <summary>Sets one setting; an empty value removes it.</summary>
internal sealed class ConfigSetCommand : BerryCommand
{
    private readonly SettingArgument _name = new();

    private readonly Argument<string> _value = new("value") { Description = "The value; \"\" removes the setting." };

    public ConfigSetCommand()
        : base("set", "Sets one setting in the configuration file.", "berry config set root ~/ComfyUI")
    {
        Add(_name);
        Add(_value);
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var file = SettingsFile.Load();
        var (name, value) = (run.Get(_name), run.Get(_value).Trim());
        if (name == ConfigurationFile.Layout && value.Length > 0)
        {
            using var library = CommandRun.OpenLibrary();
            library.Layouts.Get(value);
        }

        file.Set(name, value);
        if (run.Output.IsJson)
        {
            SettingsFile.Print(run, file, file.List(), static _ => "");
        }
        else
        {
            var done = value.Length > 0 ? "is written to" : "is removed from";
            StandardOutput.Message($"berry: {name} {done} {file.Path}.");
        }

        return Task.FromResult(0);
    }
}
