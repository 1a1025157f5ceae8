using System.CommandLine;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Cli.Commands.Settings;

/// <summary>The name of a setting.</summary>
internal sealed class SettingArgument : Argument<string>
{
    public SettingArgument()
        : base("name")
    {
        Description = $"One of {string.Join(", ", ConfigurationFile.Keys)}.";
        HelpName = "name";
        CompletionSources.Add([.. ConfigurationFile.Keys]);
    }
}
