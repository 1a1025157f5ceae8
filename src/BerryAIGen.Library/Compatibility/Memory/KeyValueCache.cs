using BerryAIGen.IO.Gguf;

namespace BerryAIGen.Library.Compatibility.Memory;

/// <summary>The bytes of llama.cpp's key-value cache, as its logs print them.</summary>
public static class KeyValueCache
{
    // The cells are rounded up to this.
    private const int Padding = 256;

    /// <summary>Bytes over all layers.</summary>
    public static long SizeBytes(AttentionShape shape, MemoryOptions options)
    {
        var all = Padded(options.Context);
        // A window's cells must hold what each sequence looks back on, and the tokens being computed.
        var windowed = shape.SlidingWindow is { } window
            ? Math.Min(all, Padded((window * options.Sequences) + options.MicroBatch))
            : all;
        long bytes = 0;
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var cells = layer < shape.FullLayers ? all : windowed;
            var heads = shape.HeadsOf(layer);
            bytes += RowBytes(options.CacheType, (long)heads * shape.KeyLength * cells);
            bytes += RowBytes(options.CacheType, (long)heads * shape.ValueLength * cells);
        }

        return bytes;
    }

    private static long Padded(long cells) => (cells + Padding - 1) / Padding * Padding;

    private static long RowBytes(GgmlType type, long values) =>
        (values + type.BlockValues - 1) / type.BlockValues * type.BlockBytes;
}
