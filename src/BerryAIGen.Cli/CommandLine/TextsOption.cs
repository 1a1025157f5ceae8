using System.CommandLine;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>An option that may be given several times.</summary>
internal sealed class TextsOption : Option<string[]>
{
    public TextsOption(string name, string description, string kind = "text")
        : base(name)
    {
        Description = description;
        HelpName = kind;
        DefaultValueFactory = static _ => [];
    }
}
