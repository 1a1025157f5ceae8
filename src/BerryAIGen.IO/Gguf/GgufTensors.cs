using System.Text;

namespace BerryAIGen.IO.Gguf;

/// <summary>Reads the list of tensors and checks what ggml's own reader checks.</summary>
internal sealed class GgufTensors(GgufBytes bytes)
{
    private const int LongestName = 63;
    private const int MostDimensions = 4;

    internal List<GgufTensor> Read(int count, int alignment)
    {
        List<GgufTensor> tensors = [];
        HashSet<string> names = [];
        UInt128 expected = 0;
        GgufBroken? misplaced = null;
        for (var i = 0; i < count; i++)
        {
            var tensor = ReadOne();
            if (!names.Add(tensor.Name))
            {
                throw new GgufBroken("duplicate name", $"Two tensors are called '{tensor.Name}'.");
            }

            // ggml looks at the places after it has read the whole list, so other faults are told first.
            if (misplaced is null && (ulong)tensor.Offset != expected)
            {
                misplaced = new GgufBroken(
                    "offset",
                    $"The tensor '{tensor.Name}' begins at byte {(ulong)tensor.Offset} of the data where {expected} is due; "
                        + "the header is corrupt or forged."
                );
            }

            expected += ((UInt128)(ulong)tensor.SizeBytes + (uint)alignment - 1) / (uint)alignment * (uint)alignment;
            tensors.Add(tensor);
        }

        return misplaced is null ? tensors : throw misplaced;
    }

    private GgufTensor ReadOne()
    {
        var name = ReadName();
        var dimensions = ReadDimensions(name);
        var id = bytes.U32();
        var type =
            GgmlType.Find(id)
            ?? throw new GgufBroken(
                "tensor type",
                $"The tensor '{name}' has the type {id}, which ggml does not have (any more)."
            );
        var row = dimensions.Length == 0 ? 1 : dimensions[0];
        if (row % (uint)type.BlockValues != 0)
        {
            throw new GgufBroken(
                "row size",
                $"The rows of the tensor '{name}' have {row} values, which is no whole number of the {type.BlockValues} "
                    + $"that a block of {type.Name} holds."
            );
        }

        return new GgufTensor(name, type, dimensions, (long)bytes.U64(), SizeOf(name, dimensions, type));
    }

    private string ReadName()
    {
        var length = bytes.StringLength("The name of a tensor");
        if (length > LongestName)
        {
            throw new GgufBroken(
                "name length",
                $"The name of a tensor has {length} bytes; ggml allows no more than {LongestName}."
            );
        }

        return Encoding.UTF8.GetString(bytes.Take((int)length));
    }

    private ulong[] ReadDimensions(string name)
    {
        var count = bytes.U32();
        if (count > MostDimensions)
        {
            throw new GgufBroken(
                "dimensions",
                $"The tensor '{name}' has {count} dimensions; ggml allows no more than {MostDimensions}."
            );
        }

        var dimensions = new ulong[count];
        for (var i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = bytes.U64();
        }

        return dimensions;
    }

    private static long SizeOf(string name, ulong[] dimensions, GgmlType type)
    {
        UInt128 count = 1;
        foreach (var size in dimensions)
        {
            count *= size;
            if (count > long.MaxValue || size > long.MaxValue)
            {
                throw new GgufBroken(
                    "dimensions",
                    $"The tensor '{name}' of dimensions {string.Join('×', dimensions)} has more values than can be counted."
                );
            }
        }

        var total = count / (uint)type.BlockValues * (uint)type.BlockBytes;
        return total <= long.MaxValue
            ? (long)total
            : throw new GgufBroken("dimensions", $"The tensor '{name}' takes more bytes than any file has.");
    }
}
