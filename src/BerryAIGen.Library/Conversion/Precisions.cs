using BerryAIGen.IO.Safetensors;
using BerryAIGen.IO.Tensors;

namespace BerryAIGen.Library.Conversion;

/// <summary>The precisions that weights can be brought to.</summary>
public static class Precisions
{
    private static readonly Dictionary<string, string> Dtypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fp32"] = "F32",
        ["fp16"] = "F16",
        ["bf16"] = "BF16",
        ["fp8_e4m3fn"] = "F8_E4M3",
    };

    /// <summary>The words, widest first.</summary>
    public static IReadOnlyCollection<string> Words => Dtypes.Keys;

    /// <summary>Whether any weight of a file would get another type.</summary>
    internal static bool WouldChange(SafetensorsHeader header, string word)
    {
        var dtype = DtypeOf(word);
        return header.Tensors.Any(tensor => FloatFormat.IsFloat(tensor.Dtype) && tensor.Dtype != dtype);
    }

    /// <summary>The format's word for it.</summary>
    /// <exception cref="LibraryException">There is no such precision here.</exception>
    public static string DtypeOf(string word) =>
        Dtypes.GetValueOrDefault(word.Trim())
        ?? throw new LibraryException(
            FailureCode.Usage,
            $"There is no precision \"{word}\"; use one of {string.Join(", ", Words)}."
        );
}
