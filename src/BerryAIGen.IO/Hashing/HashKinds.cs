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
    All = Sha256 | AutoV1 | Crc32 | Blake3 | TensorSha256,
}
