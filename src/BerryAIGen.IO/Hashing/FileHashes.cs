namespace BerryAIGen.IO.Hashing;

/// <summary>The hashes of one file, all lower-case hex; a member is null when it was not asked for or does not apply.</summary>
public sealed record FileHashes
{
    /// <summary>The length of the blocks of <see cref="BlockCrc32"/>; the last one may be shorter.</summary>
    public const int BlockBytes = 4 << 20;

    /// <summary>How many bytes were hashed.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>64 digits over the whole file.</summary>
    public string? Sha256 { get; init; }

    /// <summary>A1111's old hash: 8 digits of the SHA-256 of 64 KiB from 1 MiB on, of what is there in a shorter file.</summary>
    public string? AutoV1 { get; init; }

    /// <summary>The first 10 digits of <see cref="Sha256"/>.</summary>
    public string? AutoV2 => Sha256?[..10];

    /// <summary>The first 12 digits of <see cref="TensorSha256"/>.</summary>
    public string? AutoV3 => TensorSha256?[..12];

    /// <summary>8 digits, IEEE polynomial, usual byte order; Civitai prints the bytes the other way round.</summary>
    public string? Crc32 { get; init; }

    /// <summary>64 digits over the whole file.</summary>
    public string? Blake3 { get; init; }

    /// <summary>64 digits over what follows a safetensors header; null for other formats.</summary>
    public string? TensorSha256 { get; init; }

    /// <summary>8 digits for each block in turn: says where a file differs from what it was.</summary>
    public string? BlockCrc32 { get; init; }
}
