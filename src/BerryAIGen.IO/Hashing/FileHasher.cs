namespace BerryAIGen.IO.Hashing;

/// <summary>
/// Hashes a file while its bytes arrive, in order and on the caller's thread.
/// </summary>
/// <param name="kinds">Which hashes to compute.</param>
public sealed class FileHasher(HashKinds kinds) : IDisposable
{
    private readonly IHashLane[] _lanes = HashLanes.Create(kinds);
    private long _size;
    private bool _isFinished;

    /// <summary>Adds the next bytes of the file.</summary>
    /// <exception cref="InvalidOperationException">The hashes were already taken.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        ThrowIfFinished();
        foreach (var lane in _lanes)
        {
            lane.Append(bytes);
        }

        _size += bytes.Length;
    }

    /// <summary>Ends the file and answers its hashes; possible once.</summary>
    /// <exception cref="InvalidOperationException">The hashes were already taken.</exception>
    public FileHashes Finish()
    {
        ThrowIfFinished();
        _isFinished = true;
        return _lanes.Aggregate(new FileHashes { SizeBytes = _size }, (hashes, lane) => lane.Finish(hashes));
    }

    /// <summary>Frees the hash states; not the hashes, which stay valid.</summary>
    public void Dispose()
    {
        foreach (var lane in _lanes)
        {
            lane.Dispose();
        }
    }

    private void ThrowIfFinished()
    {
        if (_isFinished)
        {
            throw new InvalidOperationException("The hashes of this file were already taken; start a new FileHasher.");
        }
    }
}
