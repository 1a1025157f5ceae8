using System.CommandLine;

namespace BerryAIGen.Cli.Commands.Roots;

/// <summary>The name of a root.</summary>
internal sealed class RootArgument : Argument<string>
{
    public RootArgument()
        : base("name") => Description = "What you call it.";
}
