using System.CommandLine;
using System.CommandLine.Parsing;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>Says in one sentence what is wrong with a command line, with the nearest right word.</summary>
internal static class UsageError
{
    public static void ThrowIfWrong(ParseResult parsed, IReadOnlyList<string> words)
    {
        if (parsed.Action is HelpWithExamples)
        {
            return;
        }

        if (StrayWord.Find(parsed, words) is { } sentence)
        {
            throw new LibraryException(FailureCode.Usage, sentence);
        }

        if (parsed.Errors.Count > 0)
        {
            throw new LibraryException(FailureCode.Usage, Sentence(parsed));
        }
    }

    private static string Sentence(ParseResult parsed)
    {
        if (parsed.Errors.FirstOrDefault(e => e.SymbolResult is OptionResult) is { } option)
        {
            return OptionSentence(option, Words(parsed.CommandResult));
        }

        var command = parsed.CommandResult.Command;
        var words = Words(parsed.CommandResult);
        if (parsed.UnmatchedTokens is [var token, ..])
        {
            var kind =
                token.StartsWith('-') ? "an option"
                : command.Subcommands.Count > 0 ? "a command"
                : "an argument";
            var hint =
                kind == "a command"
                    ? NearWord.Hint(token, command.Subcommands.Select(c => c.Name), words)
                    : $"; see '{words} --help'.";
            return $"'{token}' is not {kind} of '{words}'{hint}";
        }

        if (command.Arguments.FirstOrDefault(a => IsMissing(parsed, a)) is { } argument)
        {
            return $"'{words}' needs <{argument.Name}>; see '{words} --help'.";
        }

        return command.Subcommands.Count > 0
            ? $"'{words}' needs a command: {string.Join(", ", command.Subcommands.Select(c => c.Name))}."
            : parsed.Errors[0].Message;
    }

    // Our own options speak for themselves; the rest is in the library's words, some over several lines.
    private static string OptionSentence(ParseError error, string words)
    {
        var (option, lines) = (((OptionResult)error.SymbolResult!).Option, error.Message.Split('\n'));
        if (lines.Length > 1)
        {
            var allowed = lines.Skip(1).Select(line => line.Trim().Trim('\'')).Where(line => line.Length > 0);
            var given = error.SymbolResult!.Tokens is [.., var last] ? last.Value : "";
            return $"{option.Name} is one of {string.Join(", ", allowed)}, not '{given}'.";
        }

        return lines[0].EndsWith("is required.", StringComparison.Ordinal)
                ? $"'{words}' needs {option.Name}; see '{words} --help'."
            : lines[0].StartsWith("Required argument missing", StringComparison.Ordinal)
                ? $"{option.Name} needs a value; see '{words} --help'."
            : lines[0];
    }

    private static bool IsMissing(ParseResult parsed, Argument argument) =>
        (parsed.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues;

    /// <summary>The words that call a command.</summary>
    public static string Words(CommandResult? command) =>
        command?.Parent is CommandResult parent ? $"{Words(parent)} {command.Command.Name}" : "berry";
}
