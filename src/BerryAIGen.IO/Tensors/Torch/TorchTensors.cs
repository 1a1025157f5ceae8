using BerryAIGen.IO.Pickles;
using BerryAIGen.IO.Safetensors;

namespace BerryAIGen.IO.Tensors.Torch;

/// <summary>Joins what the pickle says of tensors with the storages that hold their values.</summary>
internal static class TorchTensors
{
    // A few bytes can describe a tensor of any size whose values are all the same one.
    private const int MostTimesTheFile = 16;
    private const long AlwaysAllowedBytes = 1L << 30;

    internal static int SizeOf(string dtype) => (int)(Dtype.Find(dtype)!.Bits / 8);

    internal static TensorFileReading Assemble(
        PickleValue root,
        Func<StorageId, StorageBytes?> find,
        long fileBytes,
        params IReadOnlyList<IDisposable> open
    )
    {
        var weights = StateDictionary.Find(root);
        if (weights.Error is { } error)
        {
            return TensorFileReading.Broken(error);
        }

        List<SourceTensor> tensors = [];
        var total = 0L;
        foreach (var (name, call) in weights.Tensors)
        {
            if (TryPlace(name, call, find, out var tensor) is { } problem)
            {
                return TensorFileReading.Broken("InvalidTensor", problem);
            }

            total = checked(total + tensor!.Bytes.LengthBytes);
            tensors.Add(tensor);
        }

        return total > AlwaysAllowedBytes && total / MostTimesTheFile > fileBytes
            ? TensorFileReading.Broken(
                "TooLarge",
                $"Its tensors would take {total} bytes, although it has {fileBytes}."
            )
            : TensorFileReading.Of(
                new TensorFile(tensors, open) { Metadata = weights.Texts, LeftOut = weights.LeftOut }
            );
    }

    private static string? TryPlace(
        string name,
        TensorCall call,
        Func<StorageId, StorageBytes?> find,
        out SourceTensor? tensor
    )
    {
        tensor = null;
        if (find(call.Storage) is not { } storage)
        {
            return $"The values of '{name}' are missing: there is no storage {call.Storage.Key}.";
        }

        var dtype = call.Dtype ?? call.Storage.Dtype ?? "U8";
        var size = SizeOf(dtype);
        var start = checked((call.Offset + call.Storage.Offset) * size);
        var items = 1L;
        for (var side = 0; side < call.Shape.Length; side++)
        {
            items = checked(items + ((call.Shape[side] - 1) * call.Strides[side]));
        }

        var isEmpty = call.Shape.Contains(0);
        if (!isEmpty && checked(start + (items * size)) > storage.LengthBytes)
        {
            return $"'{name}' reaches beyond its storage {call.Storage.Key}: it is cut off.";
        }

        tensor = new SourceTensor(
            name,
            dtype,
            call.Shape,
            new TensorBytes(storage.Store, storage.Start + start, size, call.Shape, call.Strides)
            {
                IsBigEndian = storage.IsBigEndian,
                NumbersPerValue = dtype == "C64" ? 2 : 1,
            }
        );
        return null;
    }
}
