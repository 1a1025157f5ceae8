namespace BerryAIGen.IO.Safetensors;

/// <summary>One tensor as the header describes it; its values are not read.</summary>
/// <param name="Name">Its key, for example <c>model.diffusion_model.out.2.weight</c>.</param>
/// <param name="Dtype">The format's word for the element type, for example <c>BF16</c>.</param>
/// <param name="Shape">Sizes of its dimensions; none is a scalar, a 0 makes it empty.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last one.</param>
public sealed record SafetensorsTensor(string Name, string Dtype, IReadOnlyList<ulong> Shape, long Begin, long End)
{
    /// <summary>How many values it holds.</summary>
    public long ParameterCount => (long)Shape.Aggregate(1UL, (count, size) => count * size);
}
