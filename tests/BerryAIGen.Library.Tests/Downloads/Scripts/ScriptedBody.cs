using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BerryAIGen.Library.Tests.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Scripts;

/// <summary>
/// Reads the recipes of the open cases: <c>A(5000)[0:3000]</c>, <c>0x30 x20</c>, <c>20 bytes</c>, a literal text, each
/// perhaps followed by how the body ends.
/// </summary>
internal static partial class ScriptedBody
{
    /// <summary>The bytes of a recipe, without its ending.</summary>
    internal static byte[] Bytes(string recipe)
    {
        if (Formula().Match(recipe) is { Success: true } formula)
        {
            var whole =
                formula.Groups["name"].Value == "A" ? Recipe.A(Number(formula, "n")) : Recipe.B(Number(formula, "n"));
            return formula.Groups["from"].Success ? whole[Number(formula, "from")..Number(formula, "to")] : whole;
        }

        if (Repeated().Match(recipe) is { Success: true } repeated)
        {
            var value = Convert.ToByte(repeated.Groups["value"].Value, 16);
            return [.. Enumerable.Repeat(value, Number(repeated, "n"))];
        }

        return recipe.StartsWith("valid safetensors", StringComparison.Ordinal)
            ? TinySafetensors.Create(160)
            : Encoding.UTF8.GetBytes(recipe);
    }

    /// <summary>How many bytes a recipe of the form <c>20 bytes then drop</c> has.</summary>
    internal static int Count(string recipe) => int.Parse(recipe.Split(' ')[0], CultureInfo.InvariantCulture);

    internal static ReplyEnd End(string recipe) =>
        recipe.Contains("silence", StringComparison.Ordinal) || recipe.Contains("timeout", StringComparison.Ordinal)
            ? ReplyEnd.Silence
            : ReplyEnd.Close;

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<name>[AB])\((?<n>\d+)\)(\[(?<from>\d+):(?<to>\d+)\])?")]
    private static partial Regex Formula();

    [GeneratedRegex(@"^0x(?<value>[0-9a-f]{2}) x(?<n>\d+)")]
    private static partial Regex Repeated();
}
