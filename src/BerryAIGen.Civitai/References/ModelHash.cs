using System.Diagnostics.CodeAnalysis;

namespace BerryAIGen.Civitai.References;

/// <summary>A hash by which Civitai knows files: 8, 10, 12 or 64 hex digits.</summary>
/// <remarks>
/// 8 digits are AutoV1 or CRC32, 10 AutoV2, 12 AutoV3, 64 SHA-256 or BLAKE3. Short ones can belong to several files.
/// </remarks>
public readonly record struct ModelHash
{
    private readonly string? _digits;

    private ModelHash(string digits) => _digits = digits;

    /// <summary>The digits in lower case; empty only in a default value.</summary>
    public string Digits => _digits ?? "";

    /// <summary>Reads 8, 10, 12 or 64 hex digits of any case.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static ModelHash Parse(string text) =>
        TryParse(text, out var hash)
            ? hash
            : throw new FormatException($"\"{text}\" is not a hash: 8, 10, 12 or 64 hex digits are expected.");

    /// <summary>Reads 8, 10, 12 or 64 hex digits of any case; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ModelHash hash)
    {
        var digits = text?.Trim();
        var isHash = digits is { Length: 8 or 10 or 12 or 64 } && digits.All(char.IsAsciiHexDigit);
        hash = isHash ? new ModelHash(digits!.ToLowerInvariant()) : default;
        return isHash;
    }

    /// <summary>The digits in lower case.</summary>
    public override string ToString() => Digits;
}
