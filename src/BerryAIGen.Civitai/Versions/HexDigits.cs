namespace BerryAIGen.Civitai;

/// <summary>Hashes are checked before they are sent, so that a bad one is named.</summary>
internal static class HexDigits
{
    private const int Sha256Length = 64;

    /// <exception cref="ArgumentException">The text is empty or has other characters.</exception>
    public static string Any(string hash) =>
        hash.Length is > 0 and <= Sha256Length && hash.All(char.IsAsciiHexDigit)
            ? hash.ToUpperInvariant()
            : throw new ArgumentException($"\"{hash}\" is not a hash: give 8 to 64 hexadecimal digits.", nameof(hash));

    /// <summary>The hashes in upper case, each once.</summary>
    /// <exception cref="ArgumentException">One has not exactly 64 digits.</exception>
    public static string[] Sha256(IEnumerable<string> hashes) =>
        [
            .. hashes
                .Select(hash =>
                    hash.Length == Sha256Length
                        ? Any(hash)
                        : throw new ArgumentException(
                            $"\"{hash}\" is not a SHA-256: it must have 64 hexadecimal digits.",
                            nameof(hashes)
                        )
                )
                .Distinct(StringComparer.Ordinal),
        ];
}
