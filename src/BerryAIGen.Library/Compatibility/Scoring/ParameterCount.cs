using System.Globalization;

namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>Reads how people write down the number of parameters: <c>1.1B</c>, <c>110M</c>.</summary>
public static class ParameterCount
{
    /// <returns>Billions; null for another form.</returns>
    public static double? FindBillions(string? text)
    {
        if (text is not { Length: > 1 } || Scale(text[^1]) is not { } scale)
            return null;
        return double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            ? count * scale
            : null;
    }

    /// <summary><c>1.1B</c> or <c>110M</c>.</summary>
    public static string Describe(double billions) =>
        billions >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{billions:0.##}B")
            : string.Create(CultureInfo.InvariantCulture, $"{billions * 1000:0.#}M");

    private static double? Scale(char letter) =>
        char.ToUpperInvariant(letter) switch
        {
            'B' => 1,
            'M' => 1e-3,
            'T' => 1e3,
            _ => null,
        };
}
