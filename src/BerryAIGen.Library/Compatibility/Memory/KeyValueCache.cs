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
        // Layers are alike in most models, and this is asked many times for one of them.
        if (shape.KeyValueHeads.Count == 1)
            return (Math.Min(shape.FullLayers, shape.Layers) * LayerBytes(0, all))
                + (Math.Max(0, shape.Layers - shape.FullLayers) * LayerBytes(0, windowed));
        long bytes = 0;
        for (var layer = 0; layer < shape.Layers; layer++)
            bytes += LayerBytes(layer, layer < shape.FullLayers ? all : windowed);
        return bytes;

        long LayerBytes(int layer, long cells)
        {
            var heads = (long)shape.HeadsOf(layer);
            return RowBytes(options.CacheType, heads * shape.KeyLength * cells)
                + RowBytes(options.CacheType, heads * shape.ValueLength * cells);
        }
    }

    private static long Padded(long cells) => (cells + Padding - 1) / Padding * Padding;

    private static long RowBytes(GgmlType type, long values) =>
        (values + type.BlockValues - 1) / type.BlockValues * type.BlockBytes;
}
