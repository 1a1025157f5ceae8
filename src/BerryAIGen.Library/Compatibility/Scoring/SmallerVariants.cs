namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>What could be had of a model that is too large: fewer bits, or fewer tokens.</summary>
internal static class SmallerVariants
{
    // Bytes per value that files of these quantisations have, the best first. What has fewer bits is not worth advising.
    private static readonly (string Name, double Bytes)[] Advised =
    [
        ("Q8_0", 1.05),
        ("Q6_K", 0.80),
        ("Q5_K_M", 0.68),
        ("Q4_K_M", 0.58),
        ("Q3_K_M", 0.48),
    ];

    private static readonly (string Start, double Bytes)[] Families =
    [
        ("F32", 4),
        ("F16", 2),
        ("BF16", 2),
        ("Q8", 1.05),
        ("Q6", 0.80),
        ("Q5", 0.68),
        ("Q4", 0.58),
        ("IQ4", 0.58),
        ("Q3", 0.48),
        ("IQ3", 0.48),
    ];

    private static readonly int[] Contexts = [2048, 1024, 512];

    /// <summary>"Q3_K_M or a context of 2048 tokens"; null when nothing of that helps.</summary>
    /// <param name="model">The model.</param>
    /// <param name="context">The tokens that are too many; null when the need does not depend on them.</param>
    /// <param name="fits">Whether the model would fit at so many tokens.</param>
    public static string? Describe(ModelFacts model, int? context, Func<ModelFacts, int, bool> fits)
    {
        var tokens = context ?? CompatibilityScore.WantedContext;
        var bits = Lighter(model).FirstOrDefault(one => fits(one.Model, tokens)).Name;
        var fewer = context is null
            ? null
            : Contexts
                .Where(one => one < context && fits(model, one))
                .Select(one => $"a context of {one} tokens")
                .FirstOrDefault();
        return bits is null ? fewer
            : fewer is null ? bits
            : $"{bits} or {fewer}";
    }

    // Only files of GGUF come in all of these.
    private static IEnumerable<(string Name, ModelFacts Model)> Lighter(ModelFacts model)
    {
        if (model is not { Format: "gguf", Quantization: { } word } || BytesOf(word) is not { } now)
            return [];
        return Advised.Where(one => one.Bytes < now).Select(one => (one.Name, Scale(model, one.Bytes / now)));
    }

    private static double? BytesOf(string word) =>
        Families
            .Where(family => word.StartsWith(family.Start, StringComparison.OrdinalIgnoreCase))
            .Select(family => (double?)family.Bytes)
            .FirstOrDefault();

    private static ModelFacts Scale(ModelFacts model, double factor) =>
        model with
        {
            WeightBytes = (long?)(model.WeightBytes * factor),
            SizeBytes = (long?)(model.SizeBytes * factor),
        };
}
