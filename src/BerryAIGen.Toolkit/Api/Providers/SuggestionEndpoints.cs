using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Providers;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Machines;
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
            .Produces(StatusCodes.Status304NotModified)
            .WithSummary("The models that suit a provider, by band.");
        group
            .MapGet("/{provider}/recommendations", RecommendAsync)
            .WithEntityTag()
            .WithSummary("The best models for a provider.");
    }

    private static async Task<IResult> SuggestAsync(
        string provider,
        ProviderCatalog providers,
        SuggestionAnswers answers,
        CancellationToken cancellationToken
    ) => await answers.GetAsync(providers.Get(provider), cancellationToken);

    private static async Task<RecommendationsDocument> RecommendAsync(
        string provider,
        int? limit,
        ProviderCatalog providers,
        ProviderRanking ranking,
        CompatibilityCache compatibility,
        MachineWatch machine,
        CancellationToken cancellationToken
    )
    {
        if (limit is < 1 or > MostRecommended)
            throw new LibraryException(FailureCode.Usage, $"limit is 1 to {MostRecommended}, not {limit}.");
        var definition = providers.Get(provider);
        var library = await compatibility.GetAsync(cancellationToken);
        var verdicts = await ranking.OfAsync(library, definition, cancellationToken);
        var now = await machine.GetAsync(cancellationToken);
        // What is free changes all the time, and the list would never be the same twice.
        var best = verdicts
            .Compatible.Take(limit ?? UsualLimit)
            .Select(row => library.Look(row.Model.Id, verdicts.Provider, now))
            .OfType<PairOutlook>()
            .Select(pair =>
                CompatibilityDocument.Of(pair).WithoutFree() with
                {
                    Chosen = verdicts.IsChosen(pair.Model) ? true : null,
                }
            )
            .ToArray();
        return new RecommendationsDocument(verdicts.Provider.Id, best, best.Length);
    }
}

/// <summary>What suits a provider, as the description prints it.</summary>
/// <param name="Provider">Its id.</param>
/// <param name="ProviderCapabilities">What it is for and what it reads.</param>
/// <param name="Recommendations">Ids of models by band, what was chosen for the provider first, then the best.</param>
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
/// <param name="Recommendations">What was chosen for the provider first, then the best.</param>
/// <param name="TotalRecommendations">How many are listed.</param>
public sealed record RecommendationsDocument(
    string Provider,
    IReadOnlyList<CompatibilityDocument> Recommendations,
    int TotalRecommendations
);
