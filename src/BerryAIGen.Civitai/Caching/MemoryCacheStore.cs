namespace BerryAIGen.Civitai.Caching;

/// <summary>Kept answers of this process; the one that was not used for longest goes first.</summary>
internal sealed class MemoryCacheStore(long limit) : ICacheStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<CacheEntry>> _byAddress = new(StringComparer.Ordinal);
    private readonly LinkedList<CacheEntry> _byUse = new();
    private long _size;

    public CacheEntry? Find(string address)
    {
        lock (_lock)
        {
            if (!_byAddress.TryGetValue(address, out var node))
                return null;
            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value;
        }
    }

    public void Put(CacheEntry entry)
    {
        lock (_lock)
        {
            if (_byAddress.TryGetValue(entry.Address, out var old))
                Remove(old);
            // The buffer behind a body may be twice as long; only what is counted is kept.
            _byAddress[entry.Address] = _byUse.AddLast(entry with { Body = entry.Body.ToArray() });
            _size += entry.Body.Length;
            while (_size > limit && _byUse.First is { } oldest)
                Remove(oldest);
        }
    }

    private void Remove(LinkedListNode<CacheEntry> node)
    {
        _byUse.Remove(node);
        _byAddress.Remove(node.Value.Address);
        _size -= node.Value.Body.Length;
    }
}
