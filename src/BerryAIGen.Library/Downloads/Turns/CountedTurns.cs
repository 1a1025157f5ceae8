namespace BerryAIGen.Library.Downloads.Turns;

/// <summary>So many turns at once as are wanted at that moment, given in the order in which they are asked for.</summary>
/// <param name="wanted">How many; fewer than one is one.</param>
internal sealed class CountedTurns(Func<int> wanted) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _free = new(0);

    // Those that are taken and those that are free.
    private int _count;

    /// <summary>Whether whoever asks now waits.</summary>
    internal bool IsTaken
    {
        get
        {
            lock (_gate)
            {
                Fit();
                return _free.CurrentCount == 0;
            }
        }
    }

    public void Dispose() => _free.Dispose();

    /// <summary>A turn; dispose to give it back.</summary>
    internal async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            Fit();
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(GiveBack);
    }

    // Those that are taken beyond what is wanted are not given to anybody else.
    private void Fit()
    {
        var count = Math.Max(1, wanted());
        if (count > _count)
        {
            _free.Release(count - _count);
            _count = count;
        }

        while (_count > count && _free.Wait(0))
            _count--;
    }

    private void GiveBack()
    {
        lock (_gate)
        {
            _free.Release();
            Fit();
        }
    }

    private sealed class Turn(Action giveBack) : IDisposable
    {
        private Action? _giveBack = giveBack;

        public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
    }
}
