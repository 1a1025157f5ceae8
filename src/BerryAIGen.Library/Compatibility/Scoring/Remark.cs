namespace BerryAIGen.Library.Compatibility.Scoring;

/// <summary>One reason of a verdict, and what could be done about it.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Advice">What to do; null when nothing is to be done.</param>
internal sealed record Remark(CompatibilityReason Reason, CompatibilityAdvice? Advice = null)
{
    public static Remark Of(string code, string text) => new(new CompatibilityReason(code, text));

    /// <param name="code">Of the reason.</param>
    /// <param name="text">Why.</param>
    /// <param name="advice">What to do.</param>
    /// <param name="adviceCode">Of the advice, where it differs from the reason's.</param>
    public static Remark Of(string code, string text, string advice, string? adviceCode = null) =>
        new(new CompatibilityReason(code, text), new CompatibilityAdvice(adviceCode ?? code, advice));
}
