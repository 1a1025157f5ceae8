using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Providers;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Compatibility.Scoring;

namespace BerryAIGen.Database.Services;

/// <summary>What runs what, as the description of the model library names it.</summary>
public sealed class ProviderModelCompatibilityService(
    CompatibilityCache compatibility,
    ProviderRanking ranking,
    ProviderCatalog providers
)
{
    /// <summary>Whether a provider runs a model on this machine, and why.</summary>
    /// <exception cref="LibraryException">There is no such model or provider.</exception>
    public async Task<ModelCompatibility> CheckModelCompatibilityAsync(
        string modelId,
        string providerName,
        CancellationToken cancellationToken = default
    )
    {
        var verdicts = await compatibility.GetAsync(cancellationToken);
        var verdict =
            verdicts.Find(modelId, providers.Get(providerName))
            ?? throw new LibraryException(FailureCode.NotFound, $"There is no model \"{modelId}\" in the library.");
        return ModelCompatibility.Of(modelId, verdict);
    }

    /// <summary>What a provider runs here, the best first.</summary>
    /// <param name="providerName">Its id or another of its names.</param>
    /// <param name="limit">The most wanted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is no such provider.</exception>
    public async Task<IReadOnlyList<ModelCompatibility>> GetRecommendedModelsForProviderAsync(
        string providerName,
        int limit = 10,
        CancellationToken cancellationToken = default
    )
    {
        var verdicts = await VerdictsAsync(providerName, cancellationToken);
        return
        [
            .. verdicts
                .Compatible.Take(limit)
                .Select(row => ModelCompatibility.Of(row.Model.Id, verdicts.Explain(row.Model))),
        ];
    }

    /// <summary>The ids of what a provider runs here, by band: excellent, good, acceptable.</summary>
    /// <exception cref="LibraryException">There is no such provider.</exception>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> GetProviderModelSuggestionsAsync(
        string providerName,
        CancellationToken cancellationToken = default
    )
    {
        var verdicts = await VerdictsAsync(providerName, cancellationToken);
        return ((string[])["excellent", "good", "acceptable"]).ToDictionary(band => band, verdicts.Band);
    }

    /// <summary>Whether a provider has anything to run here, and what it could get.</summary>
    /// <exception cref="LibraryException">There is no such provider.</exception>
    public async Task<ProviderModelSetup> ValidateProviderModelSetupAsync(
        string providerName,
        CancellationToken cancellationToken = default
    )
    {
        var verdicts = await VerdictsAsync(providerName, cancellationToken);
        return new ProviderModelSetup(
            verdicts.Provider.Id,
            [.. verdicts.Local.Select(row => row.Model.Id)],
            [.. verdicts.Available.Select(row => row.Model.Id)]
        );
    }

    private Task<ProviderVerdicts> VerdictsAsync(string name, CancellationToken cancellationToken) =>
        ranking.GetAsync(providers.Get(name), cancellationToken);
}

/// <summary>Whether a provider runs a model.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Provider">The provider's id.</param>
/// <param name="Compatible">Whether it runs it on this machine.</param>
/// <param name="CompatibilityScore">0 to 1.</param>
/// <param name="Reasons">Sentences for a person.</param>
/// <param name="Requirements">Memory in bytes and the largest context, as far as they are known.</param>
/// <param name="Recommendations">What would make it better.</param>
public sealed record ModelCompatibility(
    string ModelId,
    string Provider,
    bool Compatible,
    double CompatibilityScore,
    IReadOnlyList<string> Reasons,
    IReadOnlyDictionary<string, long> Requirements,
    IReadOnlyList<string> Recommendations
)
{
    internal static ModelCompatibility Of(string id, CompatibilityVerdict verdict)
    {
        Dictionary<string, long> requirements = [];
        if (verdict.NeedBytes is { } need)
            requirements["memory_bytes"] = need;
        if (verdict.LargestContext is { } context)
            requirements["largest_context"] = context;
        return new ModelCompatibility(
            id,
            verdict.Provider,
            verdict.Compatible,
            verdict.Score,
            [.. verdict.Reasons.Select(reason => reason.Text)],
            requirements,
            [.. verdict.Recommendations.Select(advice => advice.Text)]
        );
    }
}

/// <summary>What a provider can run.</summary>
/// <param name="Provider">Its id.</param>
/// <param name="LocalModels">Models that are here, the best first.</param>
/// <param name="AvailableModels">Models that can be had, the best first.</param>
public sealed record ProviderModelSetup(
    string Provider,
    IReadOnlyList<string> LocalModels,
    IReadOnlyList<string> AvailableModels
)
{
    public bool HasLocalModels => LocalModels.Count > 0;

    public bool HasCompatibleModels => HasLocalModels || AvailableModels.Count > 0;
}
