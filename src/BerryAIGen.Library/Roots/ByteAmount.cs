using System.Globalization;
using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Roots;

/// <summary>An amount of bytes as people write it: <c>50GB</c>, <c>1.5 TiB</c>, <c>1000</c>.</summary>
internal static partial class ByteAmount
{
    private const string Letters = " KMGT";

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var match = Form().Match(text.Trim());
        if (!match.Success)
            return false;
        var power = Math.Max(0, Letters.IndexOf(char.ToUpperInvariant(match.Groups[2].Value.FirstOrDefault(' '))));
        var unit = match.Groups[3].Success ? 1024m : 1000m;
        var amount = decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        for (; power > 0; power--)
            amount *= unit;
        bytes = amount < long.MaxValue ? (long)amount : 0;
        return amount < long.MaxValue;
    }

    [GeneratedRegex(
        @"^([0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([KMGT])?(i)?B?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
