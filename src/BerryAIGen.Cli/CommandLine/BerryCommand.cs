using System.CommandLine;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>One command: its words, examples that work as printed, and what it does.</summary>
internal abstract class BerryCommand : Command
{
    protected BerryCommand(string name, string description, params string[] examples)
        : base(name, description)
    {
        Examples = examples;
        SetAction((parsed, cancellationToken) => RunAsync(new CommandRun(parsed), cancellationToken));
    }

    /// <summary>Whole command lines, shown by <c>--help</c>.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Does it; an outcome that is no success leaves as an exit code or as a LibraryException.</summary>
    protected abstract Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken);
}
