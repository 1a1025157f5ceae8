using System.Buffers.Binary;

namespace BerryAIGen.IO.Tensors.Torch;

/// <summary>The storages behind the five pickles of an older file: the number of values, then the values, one after another.</summary>
internal static class LegacyStorages
{
    /// <returns>Null when the file ends before they do.</returns>
    internal static Dictionary<string, StorageBytes>? Find(
        Stream file,
        long position,
        IEnumerable<string?> keys,
        Dictionary<string, StorageId> known,
        bool isBigEndian
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
            var values = isBigEndian
                ? BinaryPrimitives.ReadInt64BigEndian(count)
                : BinaryPrimitives.ReadInt64LittleEndian(count);
            var size = TorchTensors.SizeOf(id.Dtype ?? "U8");
            if (values < 0 || values > (file.Length - position) / size)
            {
                return null;
            }

            storages[key] = new StorageBytes(file, position, values * size, isBigEndian);
            position += values * size;
        }

        return storages;
    }
}
