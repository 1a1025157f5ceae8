namespace BerryAIGen.Library.Downloads.Turns;

/// <summary>
/// Lets so many bytes pass per second, however many ask; a tenth of a second's worth at once after a pause. A rate that
/// becomes another one counts also for those that wait.
/// </summary>
/// <param name="bytesPerSecond">The rate of this moment; null for none.</param>
/// <param name="time">Measures it.</param>
internal sealed class SpeedLimit(Func<long?> bytesPerSecond, TimeProvider time)
{
    private const double BurstSeconds = 0.1;

    // Who waits looks this often whether the rate is another one.
    private const double LookSeconds = 0.5;

    // Timers know no shorter time; what is owed then is waited for by the next bytes.
    private const double ShortestSeconds = 0.001;

    private readonly Lock _gate = new();
    private readonly long _began = time.GetTimestamp();
    private double? _rate = Positive(bytesPerSecond());
    private double _at;
    private double _allowed;
    private long _asked;

    internal SpeedLimit(long bytesPerSecond, TimeProvider time)
        : this(() => bytesPerSecond, time) { }

    /// <summary>A limit for the rate, null for none.</summary>
    internal static SpeedLimit? Of(long? bytesPerSecond, TimeProvider time) =>
        bytesPerSecond is { } rate and > 0 ? new SpeedLimit(rate, time) : null;

    /// <summary>Waits until so many bytes may have come.</summary>
    internal ValueTask PassAsync(int bytes, CancellationToken cancellationToken)
    {
        long last;
        lock (_gate)
        {
            Follow();
            last = _asked += bytes;
            if (SecondsUntil(last) <= 0)
                return ValueTask.CompletedTask;
        }

        return WaitAsync(last, cancellationToken);
    }

    private async ValueTask WaitAsync(long last, CancellationToken cancellationToken)
    {
        while (true)
        {
            double wait;
            lock (_gate)
            {
                Follow();
                wait = SecondsUntil(last);
            }

            if (wait < ShortestSeconds)
                return;
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(wait, LookSeconds)), time, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    // What was allowed since the last look was so by the rate of then.
    private void Follow()
    {
        var now = time.GetElapsedTime(_began).TotalSeconds;
        _allowed = _rate is { } rate
            ? Math.Min(_allowed + ((now - _at) * rate), _asked + (BurstSeconds * rate))
            : _asked;
        (_at, _rate) = (now, Positive(bytesPerSecond()));
    }

    private double SecondsUntil(long last) => _rate is { } rate ? (last - _allowed) / rate : 0;

    private static double? Positive(long? rate) => rate is > 0 ? rate : null;
}
