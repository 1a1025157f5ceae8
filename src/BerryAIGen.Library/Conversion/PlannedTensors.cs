using BerryAIGen.IO.Safetensors;
using BerryAIGen.IO.Tensors;

namespace BerryAIGen.Library.Conversion;

/// <summary>A tensor of the new file.</summary>
/// <param name="Source">Whose values it gets.</param>
/// <param name="Dtype">In which type.</param>
internal sealed record PlannedTensor(SourceTensor Source, string Dtype)
{
    public long LengthBytes =>
        Dtype == Source.Dtype ? Source.Bytes.LengthBytes : Source.Bytes.Count * FloatFormat.SizeOf(Dtype);
}

/// <summary>Which tensors the new file gets, in the order of their bytes.</summary>
internal sealed class PlannedTensors
{
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private PlannedTensors(IEnumerable<PlannedTensor> tensors) =>
        Tensors = [.. SafetensorsWriter.Order(tensors, tensor => (tensor.Source.Name, tensor.Dtype))];

    public IReadOnlyList<PlannedTensor> Tensors { get; }

    /// <summary>The names of tensors that are left out.</summary>
    public IReadOnlyList<string> LeftOut { get; private init; } = [];

    /// <summary>What a person should know, one sentence each.</summary>
    public IReadOnlyList<string> Messages { get; private init; } = [];

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    public long LengthBytes => Tensors.Sum(tensor => tensor.LengthBytes);

    /// <param name="file">The tensors there are.</param>
    /// <param name="dtype">The type of all floating-point values; null keeps each one's own.</param>
    /// <param name="pruning">Leaves some out; null for none.</param>
    public static PlannedTensors Of(TensorFile file, string? dtype, TensorPruning? pruning)
    {
        PlannedTensor[] all = [.. file.Tensors.Select(tensor => Plan(tensor, dtype))];
        var planned = new PlannedTensors(pruning?.Run(all) ?? all)
        {
            LeftOut = pruning?.LeftOut ?? [],
            Messages = pruning?.Messages ?? [],
        };
        foreach (var (name, text) in file.Metadata.Concat(pruning?.StandsFor ?? []))
            planned._metadata[name] = text;
        planned._metadata.TryAdd("format", "pt");
        return planned;
    }

    public byte[] Header() =>
        SafetensorsWriter.Header(
            Tensors.Select(tensor => (tensor.Source.Name, tensor.Dtype, tensor.Source.Shape, tensor.LengthBytes)),
            Metadata
        );

    private static PlannedTensor Plan(SourceTensor tensor, string? dtype) =>
        new(tensor, dtype is not null && FloatFormat.IsFloat(tensor.Dtype) ? dtype : tensor.Dtype);
}
