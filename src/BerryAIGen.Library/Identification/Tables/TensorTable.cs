namespace BerryAIGen.Library.Identification.Tables;

/// <summary>What the header of a model file says, whatever its format: names and shapes of tensors, and free texts.</summary>
public sealed record TensorTable
{
    public static readonly TensorTable Empty = new() { Tensors = [] };

    public required IReadOnlyList<TableTensor> Tensors { get; init; }

    /// <summary>
    /// Free texts of the header: safetensors' <c>__metadata__</c>, GGUF's <c>general.architecture</c>. Of a folder the
    /// members of its configurations as well, as <c>unet/config.json:cross_attention_dim</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>How many values all tensors hold.</summary>
    public long ParameterCount
    {
        get
        {
            var count = 0UL;
            foreach (var tensor in Tensors)
                count += tensor.ValueCount;
            return (long)count;
        }
    }
}

/// <summary>One tensor as a header describes it.</summary>
/// <param name="Name">Its key, as the file has it; of a pickle the path of keys joined by dots.</param>
/// <param name="Dtype">The format's own word: <c>BF16</c>, <c>Q4_K</c>.</param>
/// <param name="Shape">The sizes in PyTorch's order (rows before columns); GGUF's are turned round.</param>
public readonly record struct TableTensor(string Name, string Dtype, IReadOnlyList<ulong> Shape)
{
    internal ulong ValueCount
    {
        get
        {
            var count = 1UL;
            for (var i = 0; i < Shape.Count; i++)
                count *= Shape[i];
            return count;
        }
    }
}
