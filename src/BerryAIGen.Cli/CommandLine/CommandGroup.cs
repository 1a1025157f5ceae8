using System.CommandLine;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>A noun that only holds verbs.</summary>
internal sealed class CommandGroup(string name, string description) : Command(name, description);
