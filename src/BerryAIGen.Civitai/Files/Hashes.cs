using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai;

/// <summary>The hashes of a file in upper-case hex; each is null while it is unknown.</summary>
/// <remarks>
/// A file without hashes has none here while its scan waits. AutoV3 is sent with 12 or with 64 digits.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
public sealed record Hashes : OpenRecord
{
    /// <summary>A1111's first hash, 8 digits, of a piece of the file.</summary>
    [JsonPropertyName("AutoV1")]
    public string? AutoV1 { get; set; }

    /// <summary>The first 10 digits of the SHA-256.</summary>
    [JsonPropertyName("AutoV2")]
    public string? AutoV2 { get; set; }

    /// <summary>The SHA-256 of the tensors: its first 12 digits, all 64 in answers of 2023.</summary>
    [JsonPropertyName("AutoV3")]
    public string? AutoV3 { get; set; }

    /// <summary>The SHA-256 of the file, 64 digits.</summary>
    [JsonPropertyName("SHA256")]
    public string? Sha256 { get; set; }

    /// <summary>The CRC-32 of the file, 8 digits; the byte order varies.</summary>
    [JsonPropertyName("CRC32")]
    public string? Crc32 { get; set; }

    /// <summary>The BLAKE3 of the file, 64 digits.</summary>
    [JsonPropertyName("BLAKE3")]
    public string? Blake3 { get; set; }
}
