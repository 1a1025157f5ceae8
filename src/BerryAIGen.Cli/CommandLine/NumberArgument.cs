using System.CommandLine;

namespace BerryAIGen.Cli.CommandLine;

/// <summary>An id of Civitai as an argument.</summary>
internal sealed class NumberArgument : Argument<int>
{
    public NumberArgument(string name, string description)
        : base(name)
    {
        Description = description;
        CustomParser = argument =>
        {
            var number = NumberOption.TryParse(argument.Tokens[0].Value);
            if (number is null)
            {
                argument.AddError(
                    $"<{name}> must be a whole number from 1 to {int.MaxValue}, not '{argument.Tokens[0].Value}'."
                );
            }

            return number.GetValueOrDefault();
        };
    }
}
