using System.Text.Json;

namespace BerryAIGen.IO.Safetensors;

/// <summary>A tensor as its header claims it to be, not yet held against the file.</summary>
internal sealed record DeclaredTensor(string Name, string Dtype, IReadOnlyList<ulong> Shape, ulong Begin, ulong End)
{
    internal static DeclaredTensor Create(string name, string? dtype, List<ulong>? shape, List<ulong>? offsets)
    {
        if (dtype is null || shape is null || offsets is null)
        {
            var missing =
                dtype is null ? "dtype"
                : shape is null ? "shape"
                : "data_offsets";
            throw new JsonException($"the tensor '{name}' has no {missing}");
        }

        if (!Dtypes.Bits.ContainsKey(dtype))
        {
            throw new JsonException($"the tensor '{name}' has the unknown dtype '{dtype}'");
        }

        if (offsets.Count != 2)
        {
            throw new JsonException($"the data_offsets of '{name}' must be two numbers");
        }

        return new DeclaredTensor(name, dtype, shape, offsets[0], offsets[1]);
    }
}
