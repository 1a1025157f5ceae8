using System.CommandLine;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>An option without a value.</summary>
internal sealed class FlagOption : Option<bool>
{
    public FlagOption(string name, string description)
        : base(name) => Description = description;
}
