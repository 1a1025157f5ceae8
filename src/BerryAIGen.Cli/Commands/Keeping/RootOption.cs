using System.CommandLine;

namespace BerryAIGen.Cli.Commands.Keeping;

/// <summary>One folder of models instead of all that are known.</summary>
internal sealed class RootOption : Option<string?>
{
    public RootOption()
        : base("--root")
    {
        Description = "Only this folder of models; default is every one that is known.";
        HelpName = "dir";
    }
}
