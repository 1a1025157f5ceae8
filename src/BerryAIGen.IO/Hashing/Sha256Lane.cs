using System.Security.Cryptography;

namespace BerryAIGen.IO.Hashing;

internal sealed class Sha256Lane : IHashLane
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public FileHashes Finish(FileHashes hashes) =>
        hashes with
        {
            Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset()),
        };

    public void Dispose() => _hash.Dispose();
}
