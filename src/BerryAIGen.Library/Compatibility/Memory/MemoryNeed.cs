namespace BerryAIGen.Library.Compatibility.Memory;

/// <summary>What a model needs to run, in bytes.</summary>
/// <param name="Weights">The tensors.</param>
/// <param name="Cache">Keys and values at the context asked for.</param>
/// <param name="Compute">What is computed in, on the device and in the machine's memory.</param>
/// <param name="IsFromSizeOnly">Whether nothing but the file's size was known.</param>
public sealed record MemoryNeed(long Weights, long Cache, long Compute, bool IsFromSizeOnly = false)
{
    // Of a model whose header is not read: context and buffers, by the rule of engines that know no more either.
    private const double Unread = 1.2;

    /// <summary>Tokens that it is counted for; null when the size alone was known.</summary>
    public int? Context { get; init; }

    /// <summary>Without what the engine itself takes.</summary>
    public long Total => Weights + Cache + Compute;

    /// <summary>From the header.</summary>
    public static MemoryNeed Of(long weights, AttentionShape shape, MemoryOptions options) =>
        new(
            weights,
            KeyValueCache.SizeBytes(shape, options),
            ComputeBuffer.DeviceBytes(shape, options) + ComputeBuffer.HostBytes(shape, options)
        )
        {
            Context = options.Context,
        };

    /// <summary>From the size of the file.</summary>
    /// <param name="size">Bytes.</param>
    /// <param name="reserve">What the engine keeps beside it, whatever the model.</param>
    public static MemoryNeed OfSize(long size, long reserve = 0) =>
        new(size, 0, (long)(size * (Unread - 1)) + reserve, IsFromSizeOnly: true);
}
