namespace BerryAIGen.IO.Onnx;

/// <summary>What an ONNX model says of itself; nodes are counted and values never read.</summary>
public sealed record OnnxHeader
{
    /// <summary>The version of the format.</summary>
    public required long IrVersion { get; init; }

    /// <summary>The version of each operator set; the empty name is the standard one.</summary>
    public required IReadOnlyDictionary<string, long> OperatorSets { get; init; }

    public string? Producer { get; init; }

    public string? ProducerVersion { get; init; }

    public string? GraphName { get; init; }

    public required IReadOnlyList<string> Inputs { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    public required int NodeCount { get; init; }

    public required IReadOnlyList<OnnxTensor> Tensors { get; init; }

    /// <summary>The texts that the producer added.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>The files beside the model that hold values of its tensors, each once.</summary>
    public IReadOnlyList<string> ExternalFiles =>
        [.. Tensors.Select(tensor => tensor.ExternalFile).OfType<string>().Distinct(StringComparer.Ordinal)];
}
