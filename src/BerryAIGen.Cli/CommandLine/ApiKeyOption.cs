using System.CommandLine;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>Civitai's key on the line; before the environment, which is before the configuration file.</summary>
internal sealed class ApiKeyOption : Option<string?>
{
    public ApiKeyOption()
        : base("--api-key")
    {
        Description = "Civitai's key; better CIVITAI_API_KEY or 'berry config set', which no process list shows.";
        HelpName = "key";
    }
}
