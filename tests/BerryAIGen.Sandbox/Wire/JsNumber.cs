using System.Globalization;

namespace BerryAIGen.Sandbox.Wire;

/// <summary>JavaScript's <c>Number(text)</c>.</summary>
internal static class JsNumber
{
    private const NumberStyles Decimal =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static double Parse(string text)
    {
        text = text.Trim();
        if (text.Length == 0)
            return 0;
        if (text.Length > 2 && text[0] == '0' && char.ToLowerInvariant(text[1]) is 'x' or 'o' or 'b')
            return ParseInteger(text[2..], char.ToLowerInvariant(text[1]));
        if (text.TrimStart('+', '-') is "Infinity")
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        return double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
    }

    private static double ParseInteger(string digits, char kind)
    {
        var radix = kind switch
        {
            'x' => 16,
            'o' => 8,
            _ => 2,
        };
        var value = 0.0;
        foreach (var digit in digits)
        {
            var number = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (number >= radix)
                return double.NaN;
            value = value * radix + number;
        }

        return value;
    }
}
