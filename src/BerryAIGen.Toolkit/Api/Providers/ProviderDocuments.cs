namespace BerryAIGen.Toolkit.Api.Providers;

/// <summary>What suits a provider, as the description prints it.</summary>
/// <param name="Provider">Its id.</param>
/// <param name="ProviderCapabilities">What it is for and what it reads.</param>
/// <param name="Recommendations">Ids of models by band, the best first.</param>
/// <param name="TotalCompatibleModels">How many it runs on this machine.</param>
/// <param name="CompatibilityDetails">Why, for each of them.</param>
public sealed record SuggestionsDocument(
    string Provider,
    ProviderSummary ProviderCapabilities,
    RecommendationBands Recommendations,
    int TotalCompatibleModels,
    IReadOnlyDictionary<string, CompatibilityDocument> CompatibilityDetails
);

/// <param name="SupportedFormats">What it reads.</param>
/// <param name="RequiredCapabilities">What a model must be able to do.</param>
/// <param name="OptionalCapabilities">What it makes use of.</param>
/// <param name="PerformanceType"><c>local</c> or <c>cloud</c>.</param>
/// <param name="QuantizationSupport"><c>excellent</c>, <c>good</c> or <c>none</c>.</param>
public sealed record ProviderSummary(
    IReadOnlyList<string> SupportedFormats,
    IReadOnlyList<string> RequiredCapabilities,
    IReadOnlyList<string> OptionalCapabilities,
    string PerformanceType,
    string QuantizationSupport
);

/// <param name="Excellent">Scores from 0.9.</param>
/// <param name="Good">Scores from 0.7.</param>
/// <param name="Acceptable">Scores from 0.5.</param>
public sealed record RecommendationBands(
    IReadOnlyList<string> Excellent,
    IReadOnlyList<string> Good,
    IReadOnlyList<string> Acceptable
);

/// <summary>Whether a provider runs a model.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Compatible">Whether it runs here.</param>
/// <param name="CompatibilityScore">0 to 1.</param>
/// <param name="Reasons">Why, in sentences.</param>
/// <param name="Requirements">Bytes of memory, the largest context that fits.</param>
/// <param name="Recommendations">What would make it better.</param>
public sealed record CompatibilityDocument(
    string ModelId,
    string Provider,
    bool Compatible,
    double CompatibilityScore,
    IReadOnlyList<string> Reasons,
    IReadOnlyDictionary<string, long> Requirements,
    IReadOnlyList<string> Recommendations
);

/// <summary>A pair to be judged.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Provider">The provider, by id or alias.</param>
public sealed record CompatibilityQuestion(string? ModelId, string? Provider);
