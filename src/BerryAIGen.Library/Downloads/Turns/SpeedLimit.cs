namespace BerryAIGen.Library.Downloads.Turns;

/// <summary>Lets so many bytes pass per second, however many ask; a tenth of a second's worth at once after a pause.</summary>
/// <param name="bytesPerSecond">The rate.</param>
/// <param name="time">Measures it.</param>
internal sealed class SpeedLimit(long bytesPerSecond, TimeProvider time)
{
    private const double BurstSeconds = 0.1;

    private readonly Lock _gate = new();
    private readonly long _began = time.GetTimestamp();
    private double _paidUntil;

    /// <summary>A limit for the rate, null for none.</summary>
    internal static SpeedLimit? Of(long? bytesPerSecond, TimeProvider time) =>
        bytesPerSecond is { } rate and > 0 ? new SpeedLimit(rate, time) : null;

    /// <summary>Waits until so many bytes may have come.</summary>
    internal ValueTask PassAsync(int bytes, CancellationToken cancellationToken)
    {
        double wait;
        lock (_gate)
        {
            var now = time.GetElapsedTime(_began).TotalSeconds;
            _paidUntil = Math.Max(_paidUntil, now - BurstSeconds) + ((double)bytes / bytesPerSecond);
            wait = _paidUntil - now;
        }

        return wait <= 0
            ? ValueTask.CompletedTask
            : new ValueTask(Task.Delay(TimeSpan.FromSeconds(wait), time, cancellationToken));
    }
}
