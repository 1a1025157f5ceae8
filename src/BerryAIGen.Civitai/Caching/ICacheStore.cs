namespace BerryAIGen.Civitai.Caching;

/// <summary>Where kept answers lie: in memory or in a folder.</summary>
internal interface ICacheStore
{
    /// <summary>The answer kept for the address, null when there is none or it cannot be read any more.</summary>
    CacheEntry? Find(string address);

    /// <summary>Keeps an answer; a store that cannot (a full disk, a read-only folder) leaves it.</summary>
    void Put(CacheEntry entry);
}
