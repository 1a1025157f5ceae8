using System.Collections.Frozen;

namespace BerryAIGen.IO.Safetensors;

/// <summary>An element type of the format.</summary>
/// <param name="Name">The format's word.</param>
/// <param name="Bits">What one value takes.</param>
internal sealed record Dtype(string Name, uint Bits)
{
    private static readonly FrozenDictionary<string, Dtype> All = new Dtype[]
    {
        new("F4", 4),
        new("F6_E2M3", 6),
        new("F6_E3M2", 6),
        new("BOOL", 8),
        new("U8", 8),
        new("I8", 8),
        new("F8_E5M2", 8),
        new("F8_E4M3", 8),
        new("F8_E8M0", 8),
        new("F8_E4M3FNUZ", 8),
        new("F8_E5M2FNUZ", 8),
        new("I16", 16),
        new("U16", 16),
        new("F16", 16),
        new("BF16", 16),
        new("I32", 32),
        new("U32", 32),
        new("F32", 32),
        new("C64", 64),
        new("F64", 64),
        new("I64", 64),
        new("U64", 64),
    }.ToFrozenDictionary(dtype => dtype.Name);

    /// <summary>The type of that name, or null.</summary>
    internal static Dtype? Find(string name) => All.GetValueOrDefault(name);
}
