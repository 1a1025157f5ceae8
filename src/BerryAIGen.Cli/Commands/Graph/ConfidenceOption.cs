using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using BerryAIGen.Library.Graphs;

namespace BerryAIGen.Cli.Commands.Graph;

/// <summary>How sure somebody must be.</summary>
internal sealed class ConfidenceOption : Option<double?>
{
    public ConfidenceOption()
        : base("--min-confidence")
    {
        Description = string.Create(
            CultureInfo.InvariantCulture,
            $"Take candidates from this confidence on, 0 to 1; default {GraphInstallRequest.UsualConfidence}."
        );
        HelpName = "number";
        CustomParser = Parse;
    }

    private double? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens.Count > 0 ? argument.Tokens[0].Value : "";
        if (
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number is >= 0 and <= 1
        )
        {
            return number;
        }

        argument.AddError($"{Name} must be a number from 0 to 1, such as 0.8, not '{text}'.");
        return null;
    }
}
