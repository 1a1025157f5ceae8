using System.CommandLine;
using System.CommandLine.Help;

namespace BerryAIGen.Cli.CommandLine;

/// <summary><c>berry</c> itself: the options that every command has, and help that ends with an example.</summary>
internal sealed class BerryRootCommand : RootCommand
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document on stdout and nothing else.",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show the details of an error.",
        Recursive = true,
    };

    public BerryRootCommand()
        : base("Finds, downloads, verifies and organises AI models.")
    {
        Add(Json);
        Add(Verbose);
        var help = Options.OfType<HelpOption>().Single();
        help.Aliases.Clear();
        help.Aliases.Add("-h");
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }
}
