using BerryAIGen.Database.Compatibility;
using BerryAIGen.Library.Compatibility.Outlook;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Toolkit.Api.Providers;

/// <summary>A pair to be judged.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Provider">The provider, by id or alias.</param>
public sealed record CompatibilityQuestion(string? ModelId, string? Provider);

/// <summary>Whether a provider runs a model.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Compatible">Whether it runs here.</param>
/// <param name="CompatibilityScore">0 to 1.</param>
/// <param name="Band"><c>excellent</c>, <c>good</c>, <c>acceptable</c> or <c>none</c>.</param>
/// <param name="Reasons">Why, in sentences.</param>
/// <param name="Requirements">Bytes of memory, the largest context that fits.</param>
/// <param name="Recommendations">What would make it better.</param>
/// <param name="ReasonCodes">The reasons as stable words.</param>
/// <param name="RecommendationCodes">The recommendations as stable words.</param>
/// <param name="Unknown">Parts of the score that are not known and were left out.</param>
public sealed record CompatibilityDocument(
    string ModelId,
    string Provider,
    bool Compatible,
    double CompatibilityScore,
    string Band,
    IReadOnlyList<string> Reasons,
    CompatibilityRequirements Requirements,
    IReadOnlyList<string> Recommendations,
    IReadOnlyList<string> ReasonCodes,
    IReadOnlyList<string> RecommendationCodes,
    IReadOnlyList<string> Unknown
)
{
    /// <summary>True when a person chose it for the provider; such models come first.</summary>
    public bool? Chosen { get; init; }

    /// <summary>How it would run on this machine; not in suggestions, and none for a cloud.</summary>
    public MachineDocument? Machine { get; init; }

    /// <summary>Of several variants of the model the one that suits this machine best; not in suggestions.</summary>
    public VariantDocument? BestVariant { get; init; }

    internal static CompatibilityDocument Of(ProviderVerdicts verdicts, JudgedModel model) =>
        Of(model.Id, verdicts.Explain(model)) with
        {
            Chosen = verdicts.IsChosen(model) ? true : null,
        };

    internal static CompatibilityDocument Of(PairOutlook pair) =>
        Of(pair.Model.Id, pair.Verdict) with
        {
            Machine = pair.Machine is { } machine ? MachineDocument.Of(machine) : null,
            BestVariant = pair.BestVariant is { } best ? VariantDocument.Of(best) : null,
        };

    internal CompatibilityDocument WithoutFree() =>
        this with
        {
            Machine = Machine is null ? null : Machine with { FreeBytes = null },
        };

    private static CompatibilityDocument Of(string id, CompatibilityVerdict verdict) =>
        new(
            id,
            verdict.Provider,
            verdict.Compatible,
            verdict.Score,
            verdict.Band,
            [.. verdict.Reasons.Select(reason => reason.Text)],
            new CompatibilityRequirements(verdict.NeedBytes, verdict.NeedContext, verdict.LargestContext),
            [.. verdict.Recommendations.Select(advice => advice.Text)],
            [.. verdict.Reasons.Select(reason => reason.Code)],
            [.. verdict.Recommendations.Select(advice => advice.Code)],
            verdict.Unknown
        );
}

/// <param name="MemoryBytes">What it needs, with what the provider itself takes; none when nothing of it is known.</param>
/// <param name="AtContext">Tokens that this is counted for; none when it is estimated from the size.</param>
/// <param name="LargestContext">In tokens; the largest that this machine can give it.</param>
public sealed record CompatibilityRequirements(long? MemoryBytes, int? AtContext, int? LargestContext);

/// <summary>How a model would run on this machine.</summary>
/// <param name="CouldRun">Whether it would load when nothing else ran.</param>
/// <param name="RunsNow">Whether it would load beside what runs now; none when the machine does not tell what is free.</param>
/// <param name="NeedBytes">What it needs there.</param>
/// <param name="BudgetBytes">What models may take.</param>
/// <param name="FreeBytes">What is free now; not in lists.</param>
/// <param name="LayersOnGpu">How many layers go onto the graphics cards.</param>
/// <param name="Layers">All layers.</param>
/// <param name="TokensPerSecondEstimate">An estimate from the speed of the memory, not a measurement; none when that is not known.</param>
public sealed record MachineDocument(
    bool CouldRun,
    bool? RunsNow,
    long NeedBytes,
    long BudgetBytes,
    long? FreeBytes,
    int? LayersOnGpu,
    int? Layers,
    double? TokensPerSecondEstimate
)
{
    internal static MachineDocument Of(MachineOutlook outlook) =>
        new(
            outlook.CouldRun,
            outlook.RunsNow,
            outlook.NeedBytes,
            outlook.BudgetBytes,
            outlook.FreeBytes,
            outlook.LayersOnGpu,
            outlook.Layers,
            outlook.TokensPerSecond
        );
}

/// <summary>A variant of a model.</summary>
/// <param name="ModelId">Its id.</param>
/// <param name="Format">Such as <c>gguf</c>.</param>
/// <param name="Quantization">Such as <c>Q4_K_M</c>.</param>
/// <param name="SizeBytes">Of all its files.</param>
/// <param name="Local">Whether it is here; otherwise it can be downloaded.</param>
public sealed record VariantDocument(string ModelId, string? Format, string? Quantization, long? SizeBytes, bool Local)
{
    internal static VariantDocument Of(JudgedModel model) =>
        new(model.Id, model.Facts.Format, model.Facts.Quantization, model.Facts.SizeBytes, model.IsLocal);
}
