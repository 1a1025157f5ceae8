namespace BerryAIGen.Library.Network;

/// <summary>
/// A client with the key of the settings: another one as soon as the key is another. Whoever has the one of before may end
/// with it what he began.
/// </summary>
/// <param name="key">The key as it is now, or several as one text.</param>
/// <param name="make">Makes a client with it.</param>
internal sealed class KeyedClient<T>(Func<string?> key, Func<T> make) : IDisposable
    where T : class, IDisposable
{
    private readonly Lock _turn = new();
    private readonly List<T> _made = [];
    private string? _key;

    /// <summary>Made when it is first asked for.</summary>
    public T Now
    {
        get
        {
            lock (_turn)
            {
                var now = key();
                if (_made.Count > 0 && now == _key)
                    return _made[^1];
                _made.Add(make());
                _key = now;
                return _made[^1];
            }
        }
    }

    public void Dispose()
    {
        foreach (var client in _made)
            client.Dispose();
    }
}
