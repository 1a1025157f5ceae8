using System.Buffers.Binary;

namespace BerryAIGen.IO.Tensors.Torch;

/// <summary>
/// The storages behind the five pickles of an older file: the number of values, then the values, one after another. The
/// values are little-endian whatever machine wrote them (torch/csrc/serialization.cpp).
/// </summary>
internal static class LegacyStorages
{
    /// <returns>Null when the file ends before they do.</returns>
    internal static Dictionary<string, StorageBytes>? Find(
        Stream file,
        long position,
        IEnumerable<string?> keys,
        Dictionary<string, StorageId> known,
        bool isOfBigMachine
    )
    {
        var storages = new Dictionary<string, StorageBytes>(StringComparer.Ordinal);
        var count = new byte[8];
        foreach (var key in keys)
        {
            if (key is null || !known.TryGetValue(key, out var id) || position > file.Length - count.Length)
            {
                return null;
            }

            file.Position = position;
            file.ReadExactly(count);
            position += count.Length;
            var size = TorchTensors.SizeOf(id.Dtype ?? "U8");
            var most = (file.Length - position) / size;
            var values = BinaryPrimitives.ReadInt64LittleEndian(count);
            if (isOfBigMachine && (values < 0 || values > most))
            {
                // The count was turned as well only in later versions.
                values = BinaryPrimitives.ReadInt64BigEndian(count);
            }

            if (values < 0 || values > most)
            {
                return null;
            }

            storages[key] = new StorageBytes(file, position, values * size, false);
            position += values * size;
        }

        return storages;
    }
}
