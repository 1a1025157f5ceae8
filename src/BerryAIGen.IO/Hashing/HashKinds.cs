namespace BerryAIGen.IO.Hashing;

/// <summary>Which hashes to compute in the one read.</summary>
[Flags]
public enum HashKinds
{
    None = 0,
    Sha256 = 1,
    AutoV1 = 2,
    Crc32 = 4,
    Blake3 = 8,
    TensorSha256 = 16,

    /// <summary>A CRC-32 per block, for repairs; not one of Civitai's, and so not part of <see cref="All"/>.</summary>
    BlockCrc32 = 32,
    All = Sha256 | AutoV1 | Crc32 | Blake3 | TensorSha256,
}
