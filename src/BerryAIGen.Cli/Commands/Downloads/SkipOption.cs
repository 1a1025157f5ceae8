using System.CommandLine;

namespace BerryAIGen.Cli.Commands.Downloads;

/// <summary>Leaves files alone whose name is taken; without it they are compared by hash.</summary>
internal sealed class SkipOption : Option<bool>
{
    public SkipOption()
        : base("--skip-existing") =>
        Description = "Leave out files whose name is taken, without reading what is there.";
}
