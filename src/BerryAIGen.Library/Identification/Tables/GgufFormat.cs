using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Gguf;

namespace BerryAIGen.Library.Identification.Tables;

internal sealed class GgufFormat : ITensorFormat
{
    // Converters that flatten a tensor keep its true shape under this key and the tensor's name.
    private const string TrueShapeKey = "comfy.gguf.orig_shape.";

    public bool CanRead(Container container) => container == Container.Gguf;

    public TableReading Read(FileStream file)
    {
        var reading = GgufReader.Read(file, file.Length);
        if (!reading.IsValid)
            return TableReading.Broken(reading.Error);
        var header = reading.Header;
        var table = new TensorTable
        {
            Tensors = [.. header.Tensors.Select(tensor => RowOf(tensor, header.Metadata))],
            Metadata = header.Metadata,
        };
        var parts = GgufParts.Check(file.Name, header);
        return parts.Error is { } error
            ? TableReading.Broken(error)
            : TableReading.Of(table, [$"The header keeps every rule of GGUF version {header.Version}.", .. parts.Why]);
    }

    private static TableTensor RowOf(GgufTensor tensor, IReadOnlyDictionary<string, string> metadata) =>
        new(
            tensor.Name,
            tensor.Type.Name,
            metadata.TryGetValue(TrueShapeKey + tensor.Name, out var text) && ShapeOf(text, tensor) is { } shape
                ? shape
                : tensor.Shape
        );

    // A claim like any other: it counts only when it has as many values as the tensor.
    private static ulong[]? ShapeOf(string text, GgufTensor tensor)
    {
        List<ulong> shape = [];
        UInt128 count = 1;
        foreach (var word in text.Trim('[', ']').Split(", "))
        {
            if (!ulong.TryParse(word, out var size) || (count *= size) > long.MaxValue)
                return null;
            shape.Add(size);
        }

        return count == (ulong)tensor.ParameterCount ? [.. shape] : null;
    }
}
