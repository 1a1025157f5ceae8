using BerryAIGen.IO.Containers;
using BerryAIGen.IO.Tensors.Torch;

namespace BerryAIGen.Library.Identification.Tables;

/// <summary>Checkpoints of PyTorch: the names and shapes in their pickle, which is read and never run.</summary>
internal sealed class TorchFormat : ITensorFormat
{
    public bool CanRead(Container container) => container is Container.Pickle or Container.Zip;

    public TableReading Read(FileStream file)
    {
        var reading = TorchReader.Open(file.Name, CancellationToken.None);
        // A zip may hold anything, and a pickle more than tensors: what has none is no broken file.
        if (reading.File is not { } tensors)
            return TableReading.Of(TensorTable.Empty, $"No tensors were found in it: {reading.Error!.Message}");
        using (tensors)
        {
            var rows = tensors.Tensors.Select(tensor => new TableTensor(
                tensor.Name,
                tensor.Dtype,
                [.. tensor.Shape.Select(size => (ulong)size)]
            ));
            return TableReading.Of(
                new TensorTable { Tensors = [.. rows], Metadata = tensors.Metadata },
                "The names and shapes are those of its pickle, which was read and not run."
            );
        }
    }
}
