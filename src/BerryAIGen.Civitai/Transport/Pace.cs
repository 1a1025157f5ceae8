namespace BerryAIGen.Civitai.Transport;

/// <summary>Lets requests through at a rate: a burst at once, the rest at even distances, first come first served.</summary>
/// <remarks>
/// Its own few lines instead of a limiter of System.Threading.RateLimiting, because those read the process's clock and
/// not a <see cref="TimeProvider"/>.
/// </remarks>
internal sealed class Pace(double perSecond, int burst, TimeProvider time) : IDisposable
{
    // Only the first in the queue waits for the clock, and takes its turn when it goes: whoever gives up had none, and
    // a pause that begins meanwhile is seen by everybody.
    private readonly SemaphoreSlim _queue = new(1);
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly TimeSpan _distance = TimeSpan.FromSeconds(1 / perSecond);
    private TimeSpan _full; // when the whole burst is there again

    private TimeSpan Now => time.GetElapsedTime(_start);

    private TimeSpan BurstLength => _distance * (burst - 1);

    /// <summary>Ends when the caller may send one request.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _queue.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (!TryGo(out var wait))
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _queue.Release();
        }
    }

    /// <summary>Lets nothing through for a while: the service asked for a pause, and it means every caller.</summary>
    public void Hold(TimeSpan pause)
    {
        lock (_lock)
            _full = Max(_full, Now + pause + BurstLength);
    }

    public void Dispose() => _queue.Dispose();

    private bool TryGo(out TimeSpan wait)
    {
        lock (_lock)
        {
            var now = Now;
            // Timers count whole milliseconds; less than one would not wait at all.
            wait = TimeSpan.FromMilliseconds(Math.Ceiling((_full - BurstLength - now).TotalMilliseconds));
            if (wait > TimeSpan.Zero)
                return false;
            _full = Max(_full, now) + _distance;
            return true;
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
