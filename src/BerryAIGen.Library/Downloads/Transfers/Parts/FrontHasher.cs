using System.Buffers;
using BerryAIGen.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace BerryAIGen.Library.Downloads.Transfers.Parts;

/// <summary>
/// Hashes a part on a thread of its own as far as it has no gap, while bytes arrive: what was just written is still in
/// the system's cache, and at the end nearly nothing is left to do.
/// </summary>
internal sealed class FrontHasher(SafeFileHandle file, HashKinds kinds) : IDisposable
{
    private const int BlockSize = 1 << 20;

    private readonly Lock _hashing = new();
    private FileHasher _hasher = new(kinds);
    private long _front;
    private long _hashed;
    private int _isRunning;
    private Task _work = Task.CompletedTask;
    private bool _isDisposed;

    public void Dispose()
    {
        lock (_hashing)
        {
            _isDisposed = true;
            _hasher.Dispose();
        }
    }

    /// <summary>Says how far the part has no gap; never waits.</summary>
    internal void Follow(long front)
    {
        Volatile.Write(ref _front, front);
        if (front - Volatile.Read(ref _hashed) >= BlockSize)
        {
            Run();
        }
    }

    /// <summary>Other bytes will come from the start on.</summary>
    internal void Restart()
    {
        lock (_hashing)
        {
            _hasher.Dispose();
            _hasher = new FileHasher(kinds);
            Volatile.Write(ref _front, 0);
            Volatile.Write(ref _hashed, 0);
        }
    }

    /// <summary>Hashes what is left and ends; possible once.</summary>
    /// <exception cref="IOException">The part cannot be read back.</exception>
    internal async Task<FileHashes> FinishAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _hashed) < Volatile.Read(ref _front))
        {
            Run();
            await _work.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        await _work.ConfigureAwait(false);
        return _hasher.Finish();
    }

    private void Run()
    {
        if (Interlocked.CompareExchange(ref _isRunning, 1, 0) == 0)
        {
            _work = Task.Run(Work);
        }
    }

    private void Work()
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            while (HashNext(block)) { }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
            Volatile.Write(ref _isRunning, 0);
        }
    }

    private bool HashNext(byte[] block)
    {
        lock (_hashing)
        {
            var wanted = (int)Math.Min(BlockSize, Volatile.Read(ref _front) - _hashed);
            if (wanted <= 0 || _isDisposed)
            {
                return false;
            }

            var read = RandomAccess.Read(file, block.AsSpan(0, wanted), _hashed);
            if (read == 0)
            {
                throw new EndOfStreamException("The part became shorter while it was read.");
            }

            _hasher.Append(block.AsSpan(0, read));
            Volatile.Write(ref _hashed, _hashed + read);
            return true;
        }
    }
}
