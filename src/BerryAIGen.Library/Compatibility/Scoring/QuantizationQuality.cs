using System.Collections.Frozen;

namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>How much of a model's strength a quantisation keeps; 1 for none.</summary>
internal static class QuantizationQuality
{
    private static readonly FrozenDictionary<string, double> Known = new Dictionary<string, double>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["none"] = 1,
        ["F32"] = 1,
        ["F16"] = 1,
        ["BF16"] = 1,
        ["Q8_0"] = 1,
        ["Q6_K"] = 0.99,
        ["Q5_K_M"] = 0.97,
        ["Q4_K_M"] = 0.95,
        ["AWQ"] = 0.93,
        ["Q4_0"] = 0.90,
        ["Q3_K_M"] = 0.80,
        ["Q2_K"] = 0.60,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // By the bits of the word where the word itself is not listed: Q5_K_S is close to Q5_K_M.
    private static readonly (string Start, double Quality)[] Families =
    [
        ("Q8", 1),
        ("Q6", 0.99),
        ("Q5", 0.97),
        ("Q4", 0.93),
        ("IQ4", 0.93),
        ("Q3", 0.80),
        ("IQ3", 0.80),
        ("Q2", 0.60),
        ("IQ2", 0.60),
        ("IQ1", 0.40),
        ("FP8", 0.99),
        ("GPTQ", 0.93),
    ];

    public static bool IsNone(string quantization) =>
        Known.GetValueOrDefault(quantization) == 1 && quantization[0] != 'Q';

    /// <summary>Null for a word that nobody knows.</summary>
    public static double? Find(string quantization) =>
        Known.TryGetValue(quantization, out var quality)
            ? quality
            : Families
                .Where(family => quantization.StartsWith(family.Start, StringComparison.OrdinalIgnoreCase))
                .Select(family => (double?)family.Quality)
                .FirstOrDefault();
}
