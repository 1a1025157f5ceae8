namespace BerryAIGen.IO.Safetensors;

/// <summary>The rules that tensors keep among each other; github.com/huggingface/safetensors, <c>Metadata::validate</c>.</summary>
internal static class TensorRules
{
    /// <summary>The first rule broken, in the order of the bytes; null when the tensors cover 0 to <paramref name="end"/>.</summary>
    /// <param name="tensors">Sorted by their offsets.</param>
    /// <param name="end">Where the last tensor ends.</param>
    internal static FormatError? Check(IEnumerable<DeclaredTensor> tensors, out ulong end)
    {
        end = 0;
        foreach (var tensor in tensors)
        {
            if ((CheckPlace(tensor, end) ?? CheckSize(tensor)) is { } error)
            {
                return error;
            }

            end = tensor.End;
        }

        return null;
    }

    private static FormatError? CheckPlace(DeclaredTensor tensor, ulong expected)
    {
        if (tensor.Begin == expected && tensor.End >= tensor.Begin)
        {
            return null;
        }

        var fault =
            tensor.End < tensor.Begin ? $"ends at {tensor.End}, before it begins"
            : tensor.Begin < expected ? $"shares bytes with the one before it, which ends at {expected}"
            : $"leaves a gap after {expected}, where it should begin";
        return new FormatError(
            "InvalidOffset",
            $"The tensor '{tensor.Name}' (bytes {tensor.Begin} to {tensor.End}) {fault}; the header is corrupt or forged."
        );
    }

    private static FormatError? CheckSize(DeclaredTensor tensor)
    {
        if (CountBits(tensor) is not { } bits)
        {
            return new FormatError(
                "ValidationOverflow",
                $"The tensor '{tensor.Name}' of shape {Shape(tensor)} has more values than 64 bits can count; the header is forged."
            );
        }

        if (bits % 8 != 0)
        {
            return new FormatError(
                "MisalignedSlice",
                $"The tensor '{tensor.Name}' ({tensor.Dtype.Name}, shape {Shape(tensor)}) takes {bits} bits, which is no whole number "
                    + "of bytes; the program that wrote the file is at fault."
            );
        }

        return tensor.End - tensor.Begin == bits / 8
            ? null
            : new FormatError(
                "TensorInvalidInfo",
                $"The tensor '{tensor.Name}' ({tensor.Dtype.Name}, shape {Shape(tensor)}) needs {bits / 8} bytes but is given "
                    + $"{tensor.End - tensor.Begin}; the header is corrupt."
            );
    }

    private static ulong? CountBits(DeclaredTensor tensor)
    {
        var count = 1UL;
        foreach (var size in tensor.Shape)
        {
            if (Math.BigMul(count, size, out count) != 0)
            {
                return null;
            }
        }

        return Math.BigMul(count, tensor.Dtype.Bits, out var bits) == 0 ? bits : null;
    }

    private static string Shape(DeclaredTensor tensor) => string.Join('×', tensor.Shape);
}
