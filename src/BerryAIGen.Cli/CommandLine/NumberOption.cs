using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>A whole number above zero, as Civitai's ids and limits are; anything else is told by name.</summary>
internal sealed class NumberOption : Option<int?>
{
    private readonly int _most;

    public NumberOption(string name, string description, int most = int.MaxValue)
        : base(name)
    {
        _most = most;
        Description = description;
        HelpName = "number";
        CustomParser = Parse;
    }

    /// <summary>The number in the text, null when it is no positive 32-bit number.</summary>
    public static int? TryParse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;

    private int? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens.Count > 0 ? argument.Tokens[0].Value : "";
        var number = TryParse(text);
        if (number is null || number > _most)
        {
            argument.AddError($"{Name} must be a whole number from 1 to {_most}, not '{text}'.");
        }

        return number;
    }
}
