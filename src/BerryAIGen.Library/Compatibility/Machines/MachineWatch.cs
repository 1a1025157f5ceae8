namespace BerryAIGen.Library.Compatibility.Machines;

/// <summary>The machine as it is now: what is free is looked at again after some seconds.</summary>
/// <param name="time">Says when.</param>
/// <param name="read">Looks at the machine.</param>
public sealed class MachineWatch(TimeProvider time, Func<CancellationToken, Task<MachineProfile>> read) : IDisposable
{
    // A small container is not filled up for a figure.
    private const long EnoughToMeasure = 1L << 30;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lazy<double> _speed = new(() => RamSpeed.Measure(time));
    private MachineProfile? _now;
    private long _seen;

    /// <summary>With what is free, and with the speed of the memory, which is measured once where there is room for it.</summary>
    public async Task<MachineProfile> GetAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_now is { } known && time.GetElapsedTime(_seen) < Fresh)
                return known;
            var machine = await read(cancellationToken).ConfigureAwait(false);
            _seen = time.GetTimestamp();
            return _now = machine.FreeRamBytes is < EnoughToMeasure
                ? machine
                : machine with
                {
                    RamBytesPerSecond = machine.RamBytesPerSecond ?? _speed.Value,
                };
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
