namespace BerryAIGen.IO.Safetensors;

/// <summary>The header of a valid safetensors file.</summary>
public sealed record SafetensorsHeader
{
    // What a writer stores that hashed nothing: the start of SHA-256 of no bytes.
    private const string HashOfNothing = "e3b0c44298fc";
    private const int AutoV3Digits = 12;

    /// <summary>The tensors in the order of their bytes.</summary>
    public required IReadOnlyList<SafetensorsTensor> Tensors { get; init; }

    /// <summary>The free texts under <c>__metadata__</c>; empty when there are none.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>Length of the JSON, without the eight bytes before it that say so.</summary>
    public required long HeaderBytes { get; init; }

    /// <summary>How many tensors the file has.</summary>
    public int TensorCount => Tensors.Count;

    /// <summary>How many values all tensors hold together.</summary>
    public long ParameterCount => Tensors.Sum(tensor => tensor.ParameterCount);

    /// <summary>
    /// The AutoV3 that the program which saved the file wrote into it (kohya's <c>sshs_model_hash</c>, else ModelSpec's
    /// <c>hash_sha256</c>), 12 digits in lower case; null when there is none. It is a claim: only hashing proves it.
    /// </summary>
    public string? EmbeddedAutoV3 => Claim("sshs_model_hash") ?? Claim("modelspec.hash_sha256");

    private string? Claim(string key)
    {
        if (!Metadata.TryGetValue(key, out var text))
        {
            return null;
        }

        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        if (digits.Length < AutoV3Digits || !digits.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        var claim = digits[..AutoV3Digits].ToLowerInvariant();
        return claim == HashOfNothing ? null : claim;
    }
}
