namespace BerryAIGen.Library.Files;

/// <summary>One at a time of each key; whoever gives up waiting leaves the others their turn.</summary>
internal sealed class KeyedTurns
{
    private readonly Dictionary<string, Waiting> _keys = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn of a key; it ends when what is returned is disposed of.</summary>
    public async Task<IDisposable> TakeAsync(string key, CancellationToken cancellationToken)
    {
        Waiting waiting;
        lock (_keys)
        {
            if (!_keys.TryGetValue(key, out waiting!))
                _keys[key] = waiting = new Waiting();
            waiting.Count++;
        }

        try
        {
            await waiting.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Leave(key, waiting);
            throw;
        }

        return new Turn(this, key, waiting);
    }

    private void Leave(string key, Waiting waiting)
    {
        lock (_keys)
        {
            if (--waiting.Count > 0)
                return;
            _keys.Remove(key);
        }

        waiting.Turn.Dispose();
    }

    private sealed class Waiting
    {
        public SemaphoreSlim Turn { get; } = new(1);

        /// <summary>Those who wait, and the one whose turn it is.</summary>
        public int Count { get; set; }
    }

    private sealed class Turn(KeyedTurns turns, string key, Waiting waiting) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            if (_isOver)
                return;
            _isOver = true;
            waiting.Turn.Release();
            turns.Leave(key, waiting);
        }
    }
}
