using BerryAIGen.Civitai.References;

namespace BerryAIGen.Civitai;

/// <summary>Hashes are checked before they are sent, so that a bad one is named.</summary>
internal static class HexDigits
{
    private const int Sha256Length = 64;

    /// <exception cref="ArgumentException">The text is not one of the lengths that Civitai keeps, or no hex.</exception>
    public static string Any(string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return ModelHash.TryParse(hash, out var digits)
            ? digits.Digits.ToUpperInvariant()
            : throw new ArgumentException(
                $"\"{hash}\" is not a hash: give 8, 10, 12 or 64 hexadecimal digits.",
                nameof(hash)
            );
    }

    /// <summary>The hashes in upper case, each once.</summary>
    /// <exception cref="ArgumentException">One has not exactly 64 digits.</exception>
    public static string[] Sha256(IEnumerable<string> hashes)
    {
        ArgumentNullException.ThrowIfNull(hashes);
        return
        [
            .. hashes
                .Select(hash =>
                    ModelHash.TryParse(hash, out var digits) && digits.Digits.Length == Sha256Length
                        ? digits.Digits.ToUpperInvariant()
                        : throw new ArgumentException(
                            $"\"{hash}\" is not a SHA-256: it must have 64 hexadecimal digits.",
                            nameof(hashes)
                        )
                )
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
