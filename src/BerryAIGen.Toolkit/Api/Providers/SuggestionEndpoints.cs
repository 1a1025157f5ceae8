using BerryAIGen.Database.Compatibility;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Toolkit.Api.Providers;

internal static class SuggestionEndpoints
{
    private const int UsualLimit = 10;
    private const int MostRecommended = 50;

    public static void MapSuggestions(this RouteGroupBuilder group)
    {
        group
            .MapGet("/{provider}/suggestions", SuggestAsync)
            .Produces<SuggestionsDocument>()
            .WithSummary("The models that suit a provider, by band.");
        group.MapGet("/{provider}/recommendations", RecommendAsync).WithSummary("The best models for a provider.");
    }

    private static async Task<IResult> SuggestAsync(
        string provider,
        ProviderCatalog providers,
        SuggestionAnswers answers,
        CancellationToken cancellationToken
    ) =>
        Results.Bytes(
            await answers.GetAsync(providers.Get(provider), cancellationToken),
            "application/json; charset=utf-8"
        );

    private static async Task<RecommendationsDocument> RecommendAsync(
        string provider,
        int? limit,
        ProviderCatalog providers,
        CompatibilityCache compatibility,
        CancellationToken cancellationToken
    )
    {
        if (limit is < 1 or > MostRecommended)
            throw new LibraryException(FailureCode.Usage, $"limit is 1 to {MostRecommended}, not {limit}.");
        var definition = providers.Get(provider);
        var best = (await compatibility.GetAsync(cancellationToken))
            .Of(definition)
            .Compatible.Take(limit ?? UsualLimit)
            .Select(row => CompatibilityDocument.Of(row.Model.Id, row.Verdict))
            .ToArray();
        return new RecommendationsDocument(definition.Id, best, best.Length);
    }
}

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

/// <summary>The best models for a provider.</summary>
/// <param name="Provider">Its id.</param>
/// <param name="Recommendations">The best first.</param>
/// <param name="TotalRecommendations">How many are listed.</param>
public sealed record RecommendationsDocument(
    string Provider,
    IReadOnlyList<CompatibilityDocument> Recommendations,
    int TotalRecommendations
);
