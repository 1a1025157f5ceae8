using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;

namespace BerryAIGen.IO.Hashing;

/// <summary>
/// Reads blocks ahead and hands each to every lane. A lane works through its blocks in order; lanes do not wait for each
/// other until the slowest is all blocks behind, so the longest hash keeps one core busy and the rest share the others.
/// </summary>
internal sealed class HashPipeline(IHashLane[] lanes) : IDisposable
{
    // 4 MiB in all: far enough ahead that a lane seldom waits, and few enough to stay in the processor's cache.
    private const int BlockBytes = 1 << 20;
    private const int BlockCount = 4;

    private readonly HashBlock[] _blocks = [.. Enumerable.Range(0, BlockCount).Select(_ => new HashBlock(BlockBytes))];
    private readonly Channel<HashBlock> _free = Channel.CreateUnbounded<HashBlock>();
    private long _size;

    internal async Task RunAsync(SafeFileHandle file, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var queues = lanes.Select(_ => Channel.CreateUnbounded<HashBlock>()).ToArray();
        var work = lanes.Select((lane, i) => Task.Run(() => HashAsync(lane, queues[i].Reader), CancellationToken.None));
        var running = Task.WhenAll(work.ToArray());
        try
        {
            foreach (var block in _blocks)
            {
                _free.Writer.TryWrite(block);
            }

            await ReadAsync(file, queues, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var queue in queues)
            {
                queue.Writer.Complete();
            }

            // The lanes must be done with the blocks before these go back to the pool.
            await running.ConfigureAwait(false);
        }
    }

    internal FileHashes Finish() =>
        lanes.Aggregate(new FileHashes { SizeBytes = _size }, (hashes, lane) => lane.Finish(hashes));

    public void Dispose()
    {
        foreach (var lane in lanes)
        {
            lane.Dispose();
        }

        foreach (var block in _blocks)
        {
            block.Dispose();
        }
    }

    private async Task ReadAsync(
        SafeFileHandle file,
        Channel<HashBlock>[] queues,
        IProgress<long>? progress,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var block = await _free.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var length = await RandomAccess
                .ReadAsync(file, block.Buffer, _size, cancellationToken)
                .ConfigureAwait(false);
            if (length == 0)
            {
                return;
            }

            _size += length;
            block.Fill(length, queues.Length);
            foreach (var queue in queues)
            {
                queue.Writer.TryWrite(block);
            }

            progress?.Report(_size);
        }
    }

    private async Task HashAsync(IHashLane lane, ChannelReader<HashBlock> queue)
    {
        try
        {
            await foreach (var block in queue.ReadAllAsync().ConfigureAwait(false))
            {
                lane.Append(block.Bytes);
                if (block.Release())
                {
                    _free.Writer.TryWrite(block);
                }
            }
        }
        catch (Exception exception)
        {
            // Without this lane no block becomes free again, and the reader would wait for one for ever.
            _free.Writer.TryComplete(exception);
            throw;
        }
    }
}
