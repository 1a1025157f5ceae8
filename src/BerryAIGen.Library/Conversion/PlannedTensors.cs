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
    // How trainers call the average of the weights over time, beside the weights themselves.
    private const string Averaged = "model_ema.";

    private readonly List<string> _leftOut = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private PlannedTensors(IReadOnlyList<PlannedTensor> tensors) => Tensors = tensors;

    public IReadOnlyList<PlannedTensor> Tensors { get; private set; }

    /// <summary>The names of tensors that are left out.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    public long LengthBytes => Tensors.Sum(tensor => tensor.LengthBytes);

    public static PlannedTensors Of(TensorFile file, string? dtype, bool prunes)
    {
        var planned = new PlannedTensors([.. file.Tensors.Select(tensor => Plan(tensor, dtype))]);
        foreach (var (name, text) in file.Metadata)
            planned._metadata[name] = text;
        planned._metadata.TryAdd("format", "pt");
        if (prunes)
            planned.Prune();
        planned.Tensors = [.. SafetensorsWriter.Order(planned.Tensors, tensor => (tensor.Source.Name, tensor.Dtype))];
        return planned;
    }

    public byte[] Header() =>
        SafetensorsWriter.Header(
            Tensors.Select(tensor => (tensor.Source.Name, tensor.Dtype, tensor.Source.Shape, tensor.LengthBytes)),
            Metadata
        );

    private static PlannedTensor Plan(SourceTensor tensor, string? dtype) =>
        new(tensor, dtype is not null && FloatFormat.IsFloat(tensor.Dtype) ? dtype : tensor.Dtype);

    private void Prune()
    {
        var hasWeights = Tensors.Any(tensor => !IsAveraged(tensor));
        List<PlannedTensor> kept = [];
        foreach (var tensor in Tensors)
        {
            if (hasWeights && IsAveraged(tensor))
            {
                _leftOut.Add(tensor.Source.Name);
            }
            else if (kept.FirstOrDefault(known => known.Source.Bytes.IsSameAs(tensor.Source.Bytes)) is { } same)
            {
                // As the format's own library does it: the free text says which tensor stands for the one left out.
                _leftOut.Add(tensor.Source.Name);
                _metadata[tensor.Source.Name] = same.Source.Name;
            }
            else
            {
                kept.Add(tensor);
            }
        }

        Tensors = kept;
    }

    private static bool IsAveraged(PlannedTensor tensor) =>
        tensor.Source.Name.StartsWith(Averaged, StringComparison.Ordinal);
}
