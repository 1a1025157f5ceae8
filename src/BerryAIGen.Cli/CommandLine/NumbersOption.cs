using System.CommandLine;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>Ids, with commas between them or the option repeated.</summary>
internal sealed class NumbersOption : Option<int[]>
{
    public NumbersOption(string name, string description)
        : base(name)
    {
        Description = description;
        HelpName = "numbers";
        Arity = ArgumentArity.OneOrMore;
        DefaultValueFactory = static _ => [];
        CustomParser = argument =>
        {
            var texts = argument.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.TrimEntries)).ToArray();
            var wrong = texts.FirstOrDefault(text => NumberOption.TryParse(text) is null);
            if (wrong is not null)
            {
                argument.AddError($"{name} takes whole numbers from 1 to {int.MaxValue}, not '{wrong}'.");
                return [];
            }

            return [.. texts.Select(text => NumberOption.TryParse(text).GetValueOrDefault())];
        };
    }
}
