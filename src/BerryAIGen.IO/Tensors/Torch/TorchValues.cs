using BerryAIGen.IO.Pickles;

namespace BerryAIGen.IO.Tensors.Torch;

/// <summary>A tensor as the calls of a pickle would build it.</summary>
/// <param name="Storage">Where its values lie.</param>
/// <param name="Dtype">Its element type; null when it is the storage's.</param>
/// <param name="Offset">Its first value.</param>
/// <param name="Shape">Sizes of its dimensions.</param>
/// <param name="Strides">How far values lie apart.</param>
internal sealed record TensorCall(StorageId Storage, string? Dtype, long Offset, long[] Shape, long[] Strides);

/// <summary>Understands the few calls that build tensors and dictionaries, and no other.</summary>
internal static class TorchValues
{
    private const int MostDimensions = 64;

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["bfloat16"] = "BF16",
        ["bool"] = "BOOL",
        ["complex64"] = "C64",
        ["float16"] = "F16",
        ["float32"] = "F32",
        ["float64"] = "F64",
        ["float8_e4m3fn"] = "F8_E4M3",
        ["float8_e5m2"] = "F8_E5M2",
        ["int16"] = "I16",
        ["int32"] = "I32",
        ["int64"] = "I64",
        ["int8"] = "I8",
        ["uint8"] = "U8",
        ["uint16"] = "U16",
        ["uint32"] = "U32",
        ["uint64"] = "U64",
    };

    /// <summary>The tensor that the value stands for; null when it stands for none.</summary>
    internal static TensorCall? TryTensor(PickleValue value)
    {
        if (value is not PickleCall { Callee: PickleGlobal function } call)
        {
            return null;
        }

        return (function.Module, function.Name) switch
        {
            ("torch._utils", "_rebuild_tensor" or "_rebuild_tensor_v2")
                when !TorchRefusals.HasBits(call.Arguments, 6) => TryRebuild(call.Arguments, null),
            ("torch._utils", "_rebuild_tensor_v3")
                when call.Arguments is [_, _, _, _, _, _, PickleGlobal type, ..]
                    && !TorchRefusals.HasBits(call.Arguments, 7) => Types.TryGetValue(type.Name, out var dtype)
                ? TryRebuild(call.Arguments, dtype)
                : null,
            ("torch._utils", "_rebuild_parameter") when call.Arguments is [var inner, ..] => TryTensor(inner),
            // (function, class, its arguments, state): a tensor of a class of its own, most often a parameter.
            ("torch._tensor", "_rebuild_from_type_v2") when call.Arguments is [var inner, _, PickleTuple rest, ..] =>
                TryTensor(new PickleCall(inner, [.. rest.Items])),
            _ => null,
        };
    }

    /// <summary>Keys and values of a dictionary, plain or ordered; null for anything else.</summary>
    internal static IReadOnlyList<(PickleValue Key, PickleValue Value)>? TryPairs(PickleValue value) =>
        value switch
        {
            PickleContainer { IsDictionary: true } dictionary => Pairs(dictionary.Items),
            PickleCall { Callee: PickleGlobal { Module: "collections", Name: "OrderedDict" } } ordered =>
            [
                .. ordered.Arguments is [PickleContainer { IsDictionary: false } list] ? ListedPairs(list) : [],
                .. Pairs(ordered.Items ?? []),
            ],
            _ => null,
        };

    /// <summary>A text or number, as a key or as free text; null for anything else.</summary>
    internal static string? TryText(PickleValue value) =>
        value switch
        {
            PickleText { IsWhole: true } text => text.Value,
            PickleConstant { Value: bool truth } => truth ? "true" : "false",
            PickleConstant { Value: { } number } => Convert.ToString(
                number,
                System.Globalization.CultureInfo.InvariantCulture
            ),
            _ => null,
        };

    private static TensorCall? TryRebuild(IReadOnlyList<PickleValue> arguments, string? dtype) =>
        arguments
            is [PicklePersistent persistent, PickleConstant { Whole: >= 0 and var offset }, var size, var strides, ..]
        && StorageId.TryRead(persistent) is { } storage
        && Sizes(size) is { } shape
        && Sizes(strides) is { } steps
        && steps.Length == shape.Length
            ? new TensorCall(storage, dtype, offset, shape, steps)
            : null;

    private static long[]? Sizes(PickleValue value)
    {
        // torch.Size is called with a tuple.
        var items = value
            is PickleCall { Callee: PickleGlobal { Module: "torch", Name: "Size" }, Arguments: [PickleTuple inner] }
            ? inner
            : value as PickleTuple;
        return
            items is null
            || items.Items.Count > MostDimensions
            || items.Items.Any(item => item is not PickleConstant { Whole: >= 0 })
            ? null
            : [.. items.Items.Select(item => ((PickleConstant)item).Whole!.Value)];
    }

    private static List<(PickleValue Key, PickleValue Value)> Pairs(List<PickleValue> items)
    {
        List<(PickleValue, PickleValue)> pairs = [];
        for (var index = 0; index + 1 < items.Count; index += 2)
        {
            pairs.Add((items[index], items[index + 1]));
        }

        return pairs;
    }

    // Python 2 wrote ordered dictionaries as a list of lists of two.
    private static IEnumerable<(PickleValue, PickleValue)> ListedPairs(PickleContainer list)
    {
        foreach (var item in list.Items)
        {
            if (item is PickleTuple { Items: [var key, var value] })
            {
                yield return (key, value);
            }
            else if (item is PickleContainer { IsDictionary: false, Items: [var name, var content] })
            {
                yield return (name, content);
            }
        }
    }
}
