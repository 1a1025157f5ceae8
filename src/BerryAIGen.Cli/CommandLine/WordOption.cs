using System.CommandLine;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>An option with one word of an open list.</summary>
internal sealed class WordOption<T> : Option<T?>
    where T : struct
{
    public WordOption(string name, string description, IReadOnlyList<T> known, Func<string, T> create)
        : base(name)
    {
        Description = description;
        HelpName = "word";
        CustomParser = argument => OpenWord.Read(argument.Tokens[0].Value, known, create);
        CompletionSources.Add([.. known.Select(word => word.ToString()!)]);
    }
}

/// <summary>An option that may be given several times, with a word of an open list each.</summary>
internal sealed class WordsOption<T> : Option<T[]>
    where T : struct
{
    public WordsOption(string name, string description, IReadOnlyList<T> known, Func<string, T> create)
        : base(name)
    {
        Description = description;
        HelpName = "word";
        Arity = ArgumentArity.OneOrMore;
        DefaultValueFactory = static _ => [];
        CustomParser = argument => [.. argument.Tokens.Select(token => OpenWord.Read(token.Value, known, create))];
        CompletionSources.Add([.. known.Select(word => word.ToString()!)]);
    }
}
