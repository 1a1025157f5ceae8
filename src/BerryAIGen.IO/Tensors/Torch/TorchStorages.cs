using BerryAIGen.IO.Pickles;

namespace BerryAIGen.IO.Tensors.Torch;

/// <summary>Where the values of a storage lie.</summary>
/// <param name="Store">Seekable.</param>
/// <param name="Start">The first byte.</param>
/// <param name="LengthBytes">How many there are.</param>
/// <param name="IsBigEndian">With the most significant byte first.</param>
internal sealed record StorageBytes(Stream Store, long Start, long LengthBytes, bool IsBigEndian);

/// <summary>What a pickle says of a storage that lies outside of it (torch/serialization.py, persistent_id).</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Dtype">Its element type in the words of safetensors; null for untyped bytes.</param>
/// <param name="Offset">Where a view of it begins, in values; 0 but for files of PyTorch before 0.4.</param>
internal sealed record StorageId(string Key, string? Dtype, long Offset)
{
    private static readonly Dictionary<string, string?> Types = new(StringComparer.Ordinal)
    {
        ["BFloat16Storage"] = "BF16",
        ["BoolStorage"] = "BOOL",
        ["ByteStorage"] = "U8",
        ["CharStorage"] = "I8",
        ["ComplexFloatStorage"] = "C64",
        ["DoubleStorage"] = "F64",
        ["FloatStorage"] = "F32",
        ["HalfStorage"] = "F16",
        ["IntStorage"] = "I32",
        ["LongStorage"] = "I64",
        ["ShortStorage"] = "I16",
        ["UntypedStorage"] = null,
    };

    /// <summary>('storage', type, key, place, count[, view]); null for anything else.</summary>
    internal static StorageId? TryRead(PicklePersistent persistent) =>
        persistent.Id is PickleTuple { Items: var id }
        && id is [PickleText { Value: "storage" }, PickleGlobal type, var key, _, _, ..]
        && (type.Module is "torch" or "torch.storage")
        && KeyOf(key) is { } name
        && Types.TryGetValue(type.Name, out var dtype)
            ? new StorageId(name, dtype, id.Count > 5 ? OffsetOf(id[5]) : 0)
            : null;

    private static string? KeyOf(PickleValue key) =>
        key switch
        {
            PickleText { IsWhole: true } text => text.Value,
            PickleConstant { Whole: { } number } => number.ToString(),
            _ => null,
        };

    // (key of the view, first value, count)
    private static long OffsetOf(PickleValue view) =>
        view is PickleTuple { Items: [_, PickleConstant { Whole: >= 0 and var offset }, _] } ? offset : 0;
}
