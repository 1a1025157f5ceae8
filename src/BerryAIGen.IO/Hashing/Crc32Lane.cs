using BerryAIGen.IO.Checksums;

namespace BerryAIGen.IO.Hashing;

internal sealed class Crc32Lane : IHashLane
{
    private readonly Crc32 _crc = new();

    public void Append(ReadOnlySpan<byte> bytes) => _crc.Append(bytes);

    public FileHashes Finish(FileHashes hashes) => hashes with { Crc32 = _crc.Value.ToString("x8") };

    public void Dispose() { }
}
