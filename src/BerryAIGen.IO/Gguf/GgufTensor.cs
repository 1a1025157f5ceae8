namespace BerryAIGen.IO.Gguf;

/// <summary>One tensor as the header describes it; its values are not read.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Dimensions">As stored, the length of a row first.</param>
/// <param name="Offset">First byte, counted from the beginning of the data.</param>
/// <param name="SizeBytes">How many bytes it takes.</param>
public sealed record GgufTensor(
    string Name,
    GgmlType Type,
    IReadOnlyList<ulong> Dimensions,
    long Offset,
    long SizeBytes
)
{
    /// <summary>The sizes with the rows' length last, as PyTorch and safetensors have them.</summary>
    public IReadOnlyList<ulong> Shape => [.. Dimensions.Reverse()];

    /// <summary>How many values it holds.</summary>
    public long ParameterCount => (long)Dimensions.Aggregate(1UL, (count, size) => count * size);
}
