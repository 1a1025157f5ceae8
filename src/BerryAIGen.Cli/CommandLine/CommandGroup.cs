using System.CommandLine;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>A noun that only holds verbs.</summary>
internal sealed class CommandGroup : Command
{
    /// <param name="name">The word.</param>
    /// <param name="description">What its verbs do.</param>
    /// <param name="others">Words that mean the same.</param>
    public CommandGroup(string name, string description, params string[] others)
        : base(name, description)
    {
        foreach (var other in others)
        {
            Aliases.Add(other);
        }
    }
}
