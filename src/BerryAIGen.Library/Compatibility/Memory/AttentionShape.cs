namespace BerryAIGen.Library.Compatibility.Memory;

/// <summary>What of a language model's shape decides how much memory it needs beside its weights.</summary>
public sealed record AttentionShape
{
    /// <summary>All layers that keep keys and values.</summary>
    public required int Layers { get; init; }

    /// <summary>Key-value heads of each layer; one number stands for all layers.</summary>
    public required IReadOnlyList<int> KeyValueHeads { get; init; }

    /// <summary>Values of one head's key.</summary>
    public required int KeyLength { get; init; }

    /// <summary>Values of one head's value.</summary>
    public required int ValueLength { get; init; }

    /// <summary>Heads that ask; 0 when unknown.</summary>
    public int Heads { get; init; }

    /// <summary>Values of one token's embedding; 0 when unknown.</summary>
    public int Embedding { get; init; }

    /// <summary>Words of the vocabulary; 0 when unknown.</summary>
    public int Vocabulary { get; init; }

    /// <summary>How many tokens back a layer with a window looks; null when none has one.</summary>
    public int? SlidingWindow { get; init; }

    /// <summary>How many layers look at everything; the others have the window.</summary>
    public int? FullAttentionLayers { get; init; }

    internal int HeadsOf(int layer) => KeyValueHeads[Math.Min(layer, KeyValueHeads.Count - 1)];

    internal int FullLayers => SlidingWindow is null ? Layers : FullAttentionLayers ?? Layers;
}
