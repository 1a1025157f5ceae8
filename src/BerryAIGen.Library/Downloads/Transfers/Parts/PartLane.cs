using System.Threading.Channels;
using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Downloads.Transfers.Failures;

namespace BerryAIGen.Library.Downloads.Transfers.Parts;

/// <summary>
/// Writes and hashes blocks on its own thread while the next ones arrive; the bounded queue holds the network back when
/// the disk is slower. About once per second it brings the journal up to date, beside the writing.
/// </summary>
internal sealed class PartLane
{
    private const int QueuedBlocks = 16;

    private readonly PartFile _part;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly Action<long> _written;
    private readonly Channel<Block> _queue = Channel.CreateBounded<Block>(
        new BoundedChannelOptions(QueuedBlocks) { SingleReader = true, SingleWriter = true }
    );
    private readonly Task<Failure?> _work;

    internal PartLane(PartFile part, TimeSpan journalInterval, TimeProvider time, Action<long> written)
    {
        (_part, _interval, _time, _written) = (part, journalInterval, time, written);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>False when the disk failed; <see cref="FinishAsync"/> says how.</summary>
    internal async ValueTask<bool> PostAsync(Block block, CancellationToken cancellationToken)
    {
        if (_queue.Writer.TryWrite(block))
        {
            return true;
        }

        if (!await _queue.Writer.WaitToWriteAsync(cancellationToken).ConfigureAwait(false))
        {
            block.Return();
            return false;
        }

        return _queue.Writer.TryWrite(block);
    }

    /// <summary>Writes what is queued, then the journal; answers why the disk did not take it, null when it did.</summary>
    internal Task<Failure?> FinishAsync()
    {
        _queue.Writer.TryComplete();
        return _work;
    }

    private async Task<Failure?> WorkAsync()
    {
        var checkpoint = Task.CompletedTask;
        try
        {
            var last = _time.GetTimestamp();
            await foreach (var block in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                _part.Append(block.Bytes);
                block.Return();
                _written(_part.Length);
                if (checkpoint.IsCompleted && _time.GetElapsedTime(last) >= _interval)
                {
                    await checkpoint.ConfigureAwait(false);
                    last = _time.GetTimestamp();
                    var length = _part.Length;
                    checkpoint = Task.Run(() => _part.Checkpoint(length, _time.GetUtcNow()));
                }
            }

            await checkpoint.ConfigureAwait(false);
            _part.Checkpoint(_part.Length, _time.GetUtcNow());
            return null;
        }
        catch (Exception exception) when (DiskFailures.IsDisk(exception))
        {
            await checkpoint.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Salvage(DiskFailures.From(exception, _part.Path));
        }
        finally
        {
            _queue.Writer.TryComplete();
        }
    }

    /// <summary>A full disk often still takes the small journal; when it does not, the older one stays true.</summary>
    private Failure Salvage(Failure failure)
    {
        try
        {
            _part.Trim();
            _part.Checkpoint(_part.Length, _time.GetUtcNow());
            return failure;
        }
        catch (Exception exception) when (DiskFailures.IsDisk(exception))
        {
            return failure;
        }
    }
}
