using System.CommandLine;
using System.CommandLine.Parsing;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>Words that the parser takes without a question and that a person meant otherwise.</summary>
internal static class StrayWord
{
    private const string EndOfOptions = "--";

    /// <summary>What is wrong with the first such word; null when there is none.</summary>
    public static string? Find(ParseResult parsed, IReadOnlyList<string> words)
    {
        var command = parsed.CommandResult;
        var called = UsageError.Words(command);
        if (ArgumentsAbove(command) is [var above, ..])
        {
            return $"'{called}' does not take '{above}' before it; see '{called} --help'.";
        }

        var known = OptionsOf(command).ToArray();
        var arguments = TokensOf(command).Concat(parsed.UnmatchedTokens).ToHashSet();
        foreach (var word in words.TakeWhile(word => word != EndOfOptions).Where(word => word.Length > 1))
        {
            var name = word.Split('=')[0];
            if (known.Contains(name))
            {
                if (parsed.UnmatchedTokens.Contains(word))
                {
                    return $"{name} goes behind the command: {called} {name}.";
                }
            }
            else if (word.StartsWith("--", StringComparison.Ordinal))
            {
                return $"'{name}' is not an option of '{called}'{NearWord.Hint(name, known, called)}";
            }
            else if (word[0] == '-' && arguments.Contains(word))
            {
                return $"'{word}' is not an option of '{called}'; what only looks like one goes behind --: {called} -- {word}.";
            }
        }

        return null;
    }

    private static string[] ArgumentsAbove(CommandResult command) =>
        command.Parent is CommandResult above ? [.. TokensOf(above), .. ArgumentsAbove(above)] : [];

    private static IEnumerable<string> TokensOf(CommandResult command) =>
        command.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);

    private static IEnumerable<string> OptionsOf(CommandResult? command) =>
        command is null
            ? []
            : command
                .Command.Options.SelectMany(option => option.Aliases.Prepend(option.Name))
                .Concat(OptionsOf(command.Parent as CommandResult));
}
