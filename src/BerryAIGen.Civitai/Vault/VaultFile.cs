using System.Text.Json.Serialization;

namespace BerryAIGen.Civitai;

/// <summary>A file that the vault keeps.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/vault">Civitai's documentation</seealso>
public sealed record VaultFile : OpenRecord
{
    /// <summary>The file's number.</summary>
    public int? Id { get; set; }

    /// <summary>The size in KiB.</summary>
    [JsonPropertyName("sizeKB")]
    public double? SizeKB { get; set; }

    /// <summary>Where it lies.</summary>
    public string? Url { get; set; }

    /// <summary>The name to show.</summary>
    public string? DisplayName { get; set; }
}
