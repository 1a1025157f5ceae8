namespace BerryAIGen.IO.Onnx;

/// <summary>One stored tensor ("initializer") as the graph describes it; its values are not read.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="DataType">The format's word for the element type: <c>FLOAT16</c>.</param>
/// <param name="Shape">Sizes of its dimensions; none is a scalar.</param>
/// <param name="ExternalFile">The file that holds its values, relative to the model; null when they are in the model.</param>
public sealed record OnnxTensor(string Name, string DataType, IReadOnlyList<ulong> Shape, string? ExternalFile)
{
    /// <summary>How many values it holds.</summary>
    public long ParameterCount => (long)Shape.Aggregate(1UL, (count, size) => count * size);
}
