namespace BerryAIGen.IO.Hashing;

/// <summary>One hash of a file; every lane sees all bytes in their order and none knows the others.</summary>
internal interface IHashLane : IDisposable
{
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Ends the hash and adds it to <paramref name="hashes"/>, whose size is final.</summary>
    FileHashes Finish(FileHashes hashes);
}
