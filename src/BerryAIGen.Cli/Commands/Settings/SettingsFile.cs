using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Output;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Cli.Commands.Settings;

/// <summary>The person's configuration file, and how its settings are printed.</summary>
internal static class SettingsFile
{
    public static ConfigurationFile Load() => ConfigurationFile.Load(LibraryEnvironment.Process.ConfigurationFolder);

    public static void Print(
        CommandRun run,
        ConfigurationFile file,
        IReadOnlyList<KeyValuePair<string, string>> settings,
        Func<KeyValuePair<string, string>, string> line
    )
    {
        if (run.Output.IsJson)
        {
            var document = new ConfigurationDocument(file.Path, settings.ToDictionary());
            StandardOutput.Json(document, BerryJson.Default.ConfigurationDocument);
            return;
        }

        foreach (var setting in settings)
        {
            StandardOutput.Line(line(setting));
        }
    }
}
