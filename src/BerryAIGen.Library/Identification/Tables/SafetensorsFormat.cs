using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Safetensors;

namespace BerryAIGen.Library.Identification.Tables;

internal sealed class SafetensorsFormat : ITensorFormat
{
    public bool CanRead(Container container) => container == Container.Safetensors;

    public TableReading Read(FileStream file)
    {
        var reading = SafetensorsReader.Read(file, file.Length);
        return reading.IsValid
            ? TableReading.Of(TableOf(reading.Header), "The header keeps every rule of safetensors.")
            : TableReading.Broken(reading.Error);
    }

    private static TensorTable TableOf(SafetensorsHeader header)
    {
        var tensors = new TableTensor[header.TensorCount];
        for (var i = 0; i < tensors.Length; i++)
        {
            var tensor = header.Tensors[i];
            tensors[i] = new TableTensor(tensor.Name, tensor.Dtype, tensor.Shape);
        }

        return new TensorTable { Tensors = tensors, Metadata = header.Metadata };
    }
}
