namespace BerryAIGen.Library.Sources;

/// <summary>What a source says the bytes hash to; lower-case hex, each null when it says nothing.</summary>
public sealed record ExpectedHashes
{
    public static readonly ExpectedHashes None = new();

    public string? Sha256 { get; init; }

    public string? Blake3 { get; init; }

    /// <summary>40 digits: what git calls a file of these bytes.</summary>
    public string? GitSha1 { get; init; }

    /// <summary>8 digits; the source's byte order is unknown, a comparison accepts both.</summary>
    public string? Crc32 { get; init; }

    public string? AutoV1 { get; init; }

    public string? AutoV2 { get; init; }

    /// <summary>12 digits; 64 in answers of 2023.</summary>
    public string? AutoV3 { get; init; }
}
