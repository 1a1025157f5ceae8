using System.CommandLine;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>An option with one text.</summary>
internal sealed class TextOption : Option<string?>
{
    public TextOption(string name, string description, string helpName = "text")
        : base(name)
    {
        Description = description;
        HelpName = helpName;
    }

    /// <summary>An option whose known words a shell completes; other words pass, because the other side may know more.</summary>
    public TextOption(string name, string description, string helpName, IEnumerable<string> words)
        : this(name, description, helpName) => CompletionSources.Add([.. words]);
}
