namespace BerryAIGen.Civitai.Transport;

/// <summary>Lets requests through at a rate: a burst at once, the rest at even distances, first come first served.</summary>
/// <remarks>
/// Its own few lines instead of a limiter of System.Threading.RateLimiting, because those read the process's clock and
/// not a <see cref="TimeProvider"/>.
/// </remarks>
internal sealed class Pace(double perSecond, int burst, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly TimeSpan _distance = TimeSpan.FromSeconds(1 / perSecond);
    private TimeSpan _full; // when the whole burst is there again

    private TimeSpan Now => time.GetElapsedTime(_start);

    private TimeSpan BurstLength => _distance * (burst - 1);

    /// <summary>Ends when the caller may send one request.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = Now;
            _full = Max(_full, now);
            wait = _full - BurstLength - now;
            _full += _distance;
        }
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Lets nothing through for a while: the service asked for a pause, and it means every caller.</summary>
    public void Hold(TimeSpan pause)
    {
        lock (_lock)
            _full = Max(_full, Now + pause + BurstLength);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
