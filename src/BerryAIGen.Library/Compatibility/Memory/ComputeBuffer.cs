namespace BerryAIGen.Library.Compatibility.Memory;

/// <summary>The bytes that llama.cpp computes in, beside weights and cache, as its logs print them.</summary>
public static class ComputeBuffer
{
    private const long Single = 4;
    private const long Half = 2;

    /// <summary>On the device that holds the layers.</summary>
    public static long DeviceBytes(AttentionShape shape, MemoryOptions options)
    {
        long batch = options.MicroBatch;
        var output = ((long)shape.Embedding + shape.Vocabulary) * batch * Single;
        // Inputs, mask, norm, and twice the embedding for the projections.
        var layer = (shape.Embedding * batch * Single * 4) + (options.Context * batch * Single);
        // Without flash attention, every head's scores over the whole context.
        if (!options.FlashAttention)
            layer += options.Context * batch * shape.Heads * Single;
        return Math.Max(output, layer);
    }

    /// <summary>In the memory of the machine: the inputs and the mask, which flash attention takes in half precision.</summary>
    public static long HostBytes(AttentionShape shape, MemoryOptions options) =>
        (shape.Embedding * (long)options.MicroBatch * Single)
        + ((long)options.Context * options.MicroBatch * (options.FlashAttention ? Half : Single));
}
