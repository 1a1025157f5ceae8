using BerryAIGen.IO.Pickles;

namespace BerryAIGen.IO.Tensors.Torch;

/// <summary>Says of what is no plain tensor what it is, and what would make one of it.</summary>
internal static class TorchRefusals
{
    // By the function that would make it (torch/_utils.py).
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["_rebuild_qtensor"] = "a quantised tensor, whose values need their scale: save it after dequantize()",
        ["_rebuild_sparse_tensor"] = "a sparse tensor: save it after to_dense()",
        ["_rebuild_nested_tensor"] = "a nested tensor: save its parts one by one",
        ["_rebuild_meta_tensor_no_storage"] = "a tensor that has a shape but no values",
        ["_rebuild_wrapper_subclass"] = "a tensor of a class of its own: save the plain tensors in it",
    };

    /// <summary>Whether its values are still to be conjugated or negated, as a view that PyTorch finishes when it is used.</summary>
    internal static bool HasBits(IReadOnlyList<PickleValue> arguments, int metadata) =>
        arguments.Count > metadata && BitOf(arguments[metadata]) is not null;

    /// <summary>What the value is, for after "'name' is"; it is no plain tensor.</summary>
    internal static string Describe(PickleValue value)
    {
        if (value is not PickleCall { Callee: PickleGlobal function } call)
        {
            return "made by something without a name, which is not run here and is no plain tensor";
        }

        if (function is { Module: "torch._utils", Name: "_rebuild_parameter" } && call.Arguments is [var inner, ..])
        {
            return Describe(inner);
        }

        if (function.Module == "torch._utils" && Kinds.TryGetValue(function.Name, out var kind))
        {
            return kind;
        }

        return call.Arguments.Skip(6).Select(BitOf).FirstOrDefault(bit => bit is not null) is { } bit
            ? $"a view whose values are still to be changed ('{bit}'): save it after resolve_conj() and resolve_neg()"
            : $"made by {function}, which is not run here and is no plain tensor";
    }

    // {"conj": True} or {"neg": True}; anything else in its place is as good as a bit that nobody knows.
    private static string? BitOf(PickleValue metadata) =>
        metadata switch
        {
            PickleConstant { Value: null or false } or PickleGlobal => null,
            _ when TorchValues.TryPairs(metadata) is { } pairs => pairs
                .Where(pair => pair.Value is not PickleConstant { Value: false })
                .Select(pair => TorchValues.TryText(pair.Key) ?? "unknown")
                .FirstOrDefault(),
            _ => "unknown",
        };
}
