namespace BerryAIGen.Testing;

/// <summary>
/// A clock that stands still until somebody waits, and then jumps to the end of the wait: nothing takes time, and the
/// waits are remembered.
/// </summary>
/// <param name="longest">Longer waits are time-outs: they never end and are not remembered. Default 10 seconds.</param>
public sealed class MovedTime(TimeSpan? longest = null) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _longest = longest ?? TimeSpan.FromSeconds(10);
    private readonly List<TimeSpan> _waits = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How long each wait was, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock)
                return [.. _waits];
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan by)
    {
        lock (_lock)
            _now += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // One that is set later ends nobody's wait: what it does beside the work comes by the real clock.
        if (dueTime == Timeout.InfiniteTimeSpan)
            return System.CreateTimer(callback, state, dueTime, period);
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private bool Jump(TimeSpan wait)
    {
        if (wait < TimeSpan.Zero || wait > _longest)
            return false;
        lock (_lock)
        {
            _now += wait;
            if (wait > TimeSpan.Zero)
                _waits.Add(wait);
        }
        return true;
    }

    private sealed class Timer(MovedTime time, Action callback) : ITimer
    {
        private volatile bool _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            // Never on the caller's stack: whoever waits has not finished asking for the timer.
            if (!_isDisposed && time.Jump(dueTime))
                ThreadPool.QueueUserWorkItem(_ => Fire());
            return !_isDisposed;
        }

        public void Dispose() => _isDisposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            if (!_isDisposed)
                callback();
        }
    }
}
