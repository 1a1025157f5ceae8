using System.CommandLine;
using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>One run of a command: what was typed, and where answers go.</summary>
internal sealed class CommandRun(ParseResult parsed)
{
    public StandardOutput Output { get; } = new(parsed.GetValue(BerryRootCommand.Json));

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);
}
