using BerryAIGen.IO.Gguf;
using BerryAIGen.Library.Compatibility.Memory;

namespace BerryAIGen.Library.Tests.Compatibility;

public sealed class MemoryTests
{
    private const uint F16 = 1;
    private const uint Q8 = 8;
    private const uint Q4 = 2;
    private const long MiB = 1 << 20;

    // What the formula gives for well-known shapes; llama.cpp prints the first column.
    [Theory]
    [InlineData(22, 4, 64, 2048, 46137344, 24510464, 12976128)]
    [InlineData(32, 32, 128, 4096, 2147483648, 1140850688, 603979776)]
    [InlineData(28, 4, 128, 32768, 1879048192, 998244352, 528482304)]
    [InlineData(32, 32, 96, 4096, 1610612736, 855638016, 452984832)]
    [InlineData(126, 8, 128, 131072, 67645734912, 35936796672, 19025362944)]
    public void The_cache_takes_a_row_per_token_layer_and_head(
        int layers,
        int heads,
        int length,
        int context,
        long f16,
        long q8,
        long q4
    )
    {
        var shape = Shape(layers, heads, length);

        Cache(shape, context, F16).ShouldBe(f16);
        Cache(shape, context, Q8).ShouldBe(q8);
        Cache(shape, context, Q4).ShouldBe(q4);
    }

    // Lines of llama.cpp's own logs: windows of 128 and 4096 tokens, one and four sequences.
    [Theory]
    [InlineData(24, 12, 128, 8, 64, 131072, 1, 512, 3090)]
    [InlineData(24, 12, 128, 8, 64, 131072, 1, 2048, 3126)]
    [InlineData(36, 18, 128, 8, 64, 65535, 4, 512, 2340)]
    [InlineData(26, 13, 4096, 4, 256, 8192, 4, 512, 832)]
    public void A_window_keeps_only_what_it_looks_back_on(
        int layers,
        int full,
        int window,
        int heads,
        int length,
        int context,
        int sequences,
        int batch,
        long mib
    )
    {
        var shape = Shape(layers, heads, length) with { SlidingWindow = window, FullAttentionLayers = full };
        var options = new MemoryOptions
        {
            Context = context,
            Sequences = sequences,
            MicroBatch = batch,
        };

        KeyValueCache.SizeBytes(shape, options).ShouldBe(mib * MiB);
    }

    // From the same logs: device, then host.
    [Theory]
    [InlineData(4096, 32000, 32, 4096, false, 296.0, 16.0)]
    [InlineData(4096, 32000, 32, 512, false, 70.5, 9.0)]
    [InlineData(4096, 128256, 32, 512, false, 258.5, 9.0)]
    [InlineData(3584, 152064, 28, 16384, true, 304.0, 23.0)]
    public void The_buffers_are_those_of_the_logs(
        int embedding,
        int vocabulary,
        int heads,
        int context,
        bool flash,
        double device,
        double host
    )
    {
        var shape = Shape(32, 8, 128) with { Embedding = embedding, Vocabulary = vocabulary, Heads = heads };
        var options = new MemoryOptions { Context = context, FlashAttention = flash };

        (ComputeBuffer.DeviceBytes(shape, options) / (double)MiB).ShouldBe(device);
        (ComputeBuffer.HostBytes(shape, options) / (double)MiB).ShouldBe(host);
    }

    [Fact]
    public void Layers_may_have_numbers_of_heads_of_their_own()
    {
        var even = Shape(4, 8, 128);
        var odd = even with { KeyValueHeads = [8, 0, 0, 8] };

        Cache(odd, 4096, F16).ShouldBe(Cache(even, 4096, F16) / 2);
    }

    private static long Cache(AttentionShape shape, int context, uint type) =>
        KeyValueCache.SizeBytes(shape, new MemoryOptions { Context = context, CacheType = GgmlType.Find(type)! });

    private static AttentionShape Shape(int layers, int heads, int length) =>
        new()
        {
            Layers = layers,
            KeyValueHeads = [heads],
            KeyLength = length,
            ValueLength = length,
        };
}
