namespace BerryAIGen.Library.Downloads.Transfers.Parts;

/// <summary>Brings a part's journal up to date about once per interval, beside the writing.</summary>
internal sealed class JournalClock(PartFile part, TimeSpan interval, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _last = time.GetTimestamp();
    private Task _checkpoint = Task.CompletedTask;

    /// <summary>Called after every write; never waits for the disk.</summary>
    /// <exception cref="IOException">The journal could not be written the last time.</exception>
    internal void Tick()
    {
        if (time.GetElapsedTime(Volatile.Read(ref _last)) < interval)
        {
            return;
        }

        lock (_gate)
        {
            if (!_checkpoint.IsCompleted || time.GetElapsedTime(_last) < interval)
            {
                return;
            }

            if (_checkpoint.Exception?.InnerException is { } problem)
            {
                throw problem;
            }

            Volatile.Write(ref _last, time.GetTimestamp());
            _checkpoint = Task.Run(() => part.Checkpoint(time.GetUtcNow()));
        }
    }

    /// <summary>The last one, once nobody writes any more.</summary>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    internal async Task FinishAsync()
    {
        await _checkpoint.ConfigureAwait(false);
        part.Checkpoint(time.GetUtcNow());
    }

    /// <summary>The same after the disk failed: a full one often still takes the small journal; if not, the older one stays true.</summary>
    internal async Task SalvageAsync()
    {
        await _checkpoint.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            part.Trim();
            part.Checkpoint(time.GetUtcNow());
        }
        catch (Exception exception) when (Failures.DiskFailures.IsDisk(exception))
        {
            // The failure that is told is the one that came first.
        }
    }
}
