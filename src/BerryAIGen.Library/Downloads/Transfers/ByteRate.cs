using System.Globalization;

namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>Bytes per second as curl and aria2 take them: a number, perhaps with K, M or G (of 1024).</summary>
public static class ByteRate
{
    /// <summary>What a rate is, for messages.</summary>
    public const string Expected = "bytes per second such as 500K or 5M, at least 1K";

    /// <summary>Null for what is no rate.</summary>
    public static long? Find(string text)
    {
        text = text.Trim();
        var unit = text.Length > 0 ? "KMG".IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal) : -1;
        var digits = unit < 0 ? text : text[..^1];
        return
            decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and < 1_000_000_000
            && (long)(number * (1L << (10 * (unit + 1)))) is >= TransferLimits.LowestRate and var rate
            ? rate
            : null;
    }
}
