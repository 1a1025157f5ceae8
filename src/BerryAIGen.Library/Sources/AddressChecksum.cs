using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Sources;

/// <summary>The checksum that people put behind an address: <c>https://example.org/m.safetensors#sha256=…</c>.</summary>
internal static partial class AddressChecksum
{
    private const int Digits = 64;

    /// <summary>The text without its checksum; a wrong one gives a reason.</summary>
    public static (string Text, string? Sha256, string? Reason) Take(string text)
    {
        if (Behind().Match(text) is not { Success: true } match)
            return (text, null, null);
        var digits = match.Groups["digits"].Value;
        return digits.Length == Digits && digits.All(char.IsAsciiHexDigit)
            ? (text[..match.Index], digits.ToLowerInvariant(), null)
            : (text, null, $"\"{digits}\" is no SHA-256: #sha256= is followed by {Digits} hex digits.");
    }

    [GeneratedRegex(@"#sha-?256[=:](?<digits>[^#]*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Behind();
}
