using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>Bytes per second as curl and aria2 take them: a number, perhaps with K, M or G (of 1024).</summary>
internal sealed class RateOption : Option<long?>
{
    public RateOption(string name, string description)
        : base(name)
    {
        Description = description;
        HelpName = "rate";
        CustomParser = Parse;
    }

    private long? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens.Count > 0 ? argument.Tokens[0].Value : "";
        var unit = text.Length > 0 ? "KMG".IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal) : -1;
        var digits = unit < 0 ? text : text[..^1];
        if (
            decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and < 1_000_000_000
            && (long)(number * (1L << (10 * (unit + 1)))) is > 0 and var rate
        )
        {
            return rate;
        }

        argument.AddError($"{Name} must be bytes per second such as 500K or 5M, not '{text}'.");
        return null;
    }
}
