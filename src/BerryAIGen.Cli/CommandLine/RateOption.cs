using System.CommandLine;
using System.CommandLine.Parsing;
using BerryAIGen.Library.Downloads.Transfers;

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
        if (ByteRate.Find(text) is { } rate)
        {
            return rate;
        }

        argument.AddError($"{Name} must be {ByteRate.Expected}, not '{text}'.");
        return null;
    }
}
