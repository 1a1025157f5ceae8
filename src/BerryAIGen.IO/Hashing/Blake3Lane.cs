using BerryAIGen.IO.Checksums;

namespace BerryAIGen.IO.Hashing;

internal sealed class Blake3Lane : IHashLane
{
    private readonly Blake3 _hash = new();

    public void Append(ReadOnlySpan<byte> bytes) => _hash.Append(bytes);

    public FileHashes Finish(FileHashes hashes)
    {
        Span<byte> hash = stackalloc byte[Blake3.HashBytes];
        _hash.Finish(hash);
        return hashes with { Blake3 = Convert.ToHexStringLower(hash) };
    }

    public void Dispose() { }
}
