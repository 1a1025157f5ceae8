using System.CommandLine;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>An option that may be given several times.</summary>
internal sealed class TextsOption : Option<string[]>
{
    public TextsOption(string name, string description)
        : base(name)
    {
        Description = description;
        HelpName = "text";
        DefaultValueFactory = static _ => [];
    }
}
