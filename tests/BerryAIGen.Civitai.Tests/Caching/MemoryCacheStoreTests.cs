using System.Runtime.InteropServices;
using BerryAIGen.Civitai.Caching;

namespace BerryAIGen.Civitai.Tests.Caching;

public sealed class MemoryCacheStoreTests
{
    [Fact]
    public void Only_the_bytes_that_are_counted_are_kept()
    {
        var store = new MemoryCacheStore(100);
        var entry = new CacheEntry("a", default, default, null) { Body = new byte[64].AsMemory(0, 3) };

        store.Put(entry);

        MemoryMarshal.TryGetArray(store.Find("a")!.Body, out var kept).ShouldBeTrue();
        kept.Array!.Length.ShouldBe(3);
    }
}
