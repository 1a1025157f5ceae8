using System.CommandLine;
using System.Globalization;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>A length of time as people write it: <c>30d</c>, <c>12h</c>, <c>0</c>.</summary>
internal sealed class AgeOption : Option<TimeSpan?>
{
    public AgeOption(string name, string description)
        : base(name)
    {
        Description = description;
        HelpName = "age";
        CustomParser = argument =>
        {
            var text = argument.Tokens.Count > 0 ? argument.Tokens[0].Value : "";
            if (TryParse(text) is { } age)
            {
                return age;
            }

            argument.AddError($"{name} must be a number with d, h or m behind it, such as 30d, not '{text}'.");
            return null;
        };
    }

    private static TimeSpan? TryParse(string text)
    {
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        if (
            text.Length < 2
            || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
        {
            return null;
        }

        return text[^1] switch
        {
            'd' when number <= 36500 => TimeSpan.FromDays(number),
            'h' when number <= 876000 => TimeSpan.FromHours(number),
            'm' => TimeSpan.FromMinutes(number),
            _ => null,
        };
    }
}
