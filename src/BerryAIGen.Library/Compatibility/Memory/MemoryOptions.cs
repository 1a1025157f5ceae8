using BerryAIGen.IO.Gguf;

namespace BerryAIGen.Library.Compatibility.Memory;

/// <summary>How a model is to be run.</summary>
public sealed record MemoryOptions
{
    /// <summary>llama.cpp's own default.</summary>
    public const int DefaultMicroBatch = 512;

    /// <summary>Tokens; also of all sequences together when the cache is unified.</summary>
    public required int Context { get; init; }

    /// <summary>Tokens that are computed at once.</summary>
    public int MicroBatch { get; init; } = DefaultMicroBatch;

    /// <summary>Sequences that share the cache.</summary>
    public int Sequences { get; init; } = 1;

    /// <summary>The element type of keys and values: F16, Q8_0, Q4_0 …</summary>
    public GgmlType CacheType { get; init; } = GgmlType.Find(1)!;

    /// <summary>Today's llama.cpp turns it on by itself.</summary>
    public bool FlashAttention { get; init; } = true;
}
