using System.Security.Cryptography;

namespace BerryAIGen.IO.Hashing;

/// <summary>
/// A1111's first model hash: it seeks to 1 MiB and hashes at most 64 KiB from there, so a shorter file gives the hash of
/// less, down to that of nothing (e3b0c442). Civitai's scanner has no AutoV1 below 2 MiB; that is the reader's to know.
/// </summary>
internal sealed class AutoV1Lane : IHashLane
{
    private const long From = 0x100000;
    private const long To = From + 0x10000;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var start = Math.Clamp(From - _position, 0, bytes.Length);
        var end = Math.Clamp(To - _position, 0, bytes.Length);
        _hash.AppendData(bytes[(int)start..(int)end]);
        _position += bytes.Length;
    }

    public FileHashes Finish(FileHashes hashes) =>
        hashes with
        {
            AutoV1 = Convert.ToHexStringLower(_hash.GetHashAndReset())[..8],
        };

    public void Dispose() => _hash.Dispose();
}
