using BerryAIGen.Library.Compatibility.Health;

namespace BerryAIGen.Toolkit.Api.Providers;

/// <summary>How all providers stand, as the description prints it.</summary>
/// <param name="Providers">Each by its name.</param>
/// <param name="OverallStatus"><c>healthy</c>, <c>degraded</c>, <c>needs_models</c> or <c>error</c>.</param>
/// <param name="TotalProviders">How many there are.</param>
/// <param name="HealthyProviders">How many are well.</param>
/// <param name="ProvidersWithModels">How many have models here.</param>
/// <param name="TotalCompatibleModels">The sum over the providers: a model that several run counts for each.</param>
/// <param name="Recommendations">What would bring them on.</param>
public sealed record IntegrationDocument(
    IReadOnlyDictionary<string, ProviderStatusDocument> Providers,
    string OverallStatus,
    int TotalProviders,
    int HealthyProviders,
    int ProvidersWithModels,
    int TotalCompatibleModels,
    IReadOnlyList<string> Recommendations
);

/// <param name="Name">Its id.</param>
/// <param name="Healthy">A cloud must answer; what runs here is well until it is asked and fails.</param>
/// <param name="HasCompatibleModels">Whether it runs any model of the library.</param>
/// <param name="HasLocalModels">Whether one of them is here.</param>
/// <param name="LocalModelsCount">How many are here.</param>
/// <param name="AvailableForDownload">How many can be downloaded.</param>
/// <param name="TotalCompatible">How many it runs.</param>
/// <param name="Status"><c>healthy</c>, <c>needs_models</c> or <c>error</c>.</param>
/// <param name="Recommendations">What would bring it on.</param>
/// <param name="Health">What it answered.</param>
public sealed record ProviderStatusDocument(
    string Name,
    bool Healthy,
    bool HasCompatibleModels,
    bool HasLocalModels,
    int LocalModelsCount,
    int AvailableForDownload,
    int TotalCompatible,
    string Status,
    IReadOnlyList<string> Recommendations,
    ProviderHealthDocument Health
);

/// <summary>Whether a provider can be used.</summary>
/// <param name="Provider">Its id.</param>
/// <param name="HasCompatibleModels">Whether it runs any model of the library.</param>
/// <param name="HasLocalModels">Whether one of them is here.</param>
/// <param name="LocalModelsCount">How many are here.</param>
/// <param name="LocalModels">Their ids, what was chosen first, then the best.</param>
/// <param name="AvailableForDownload">How many can be downloaded.</param>
/// <param name="TotalCompatible">How many it runs.</param>
/// <param name="Status"><c>healthy</c>, <c>needs_models</c> or <c>error</c>.</param>
/// <param name="Recommendations">What would bring it on.</param>
/// <param name="SuggestedDownloads">At most three ids.</param>
/// <param name="ChosenModels">Ids of what a person chose for it and it runs.</param>
public sealed record ValidationDocument(
    string Provider,
    bool HasCompatibleModels,
    bool HasLocalModels,
    int LocalModelsCount,
    IReadOnlyList<string> LocalModels,
    int AvailableForDownload,
    int TotalCompatible,
    string Status,
    IReadOnlyList<string> Recommendations,
    IReadOnlyList<string> SuggestedDownloads,
    IReadOnlyList<string> ChosenModels
);

/// <summary>What a provider answered.</summary>
/// <param name="Provider">Its id.</param>
/// <param name="State"><c>reachable</c>, <c>unreachable</c>, <c>unauthorized</c>, <c>failing</c>, <c>not_configured</c>, <c>not_asked</c> (switched off) or <c>no_server</c>.</param>
/// <param name="Address">Where it was asked.</param>
/// <param name="Version">What it calls its version.</param>
/// <param name="Models">Names of what it holds; none when it did not tell.</param>
/// <param name="Message">Why it is not well, and what to do.</param>
/// <param name="CheckedAt">Seconds since 1970, UTC; an answer counts for half a minute.</param>
/// <param name="TookSeconds">How long it took to answer.</param>
public sealed record ProviderHealthDocument(
    string Provider,
    string State,
    string? Address,
    string? Version,
    IReadOnlyList<string>? Models,
    string? Message,
    double CheckedAt,
    double TookSeconds
)
{
    internal static ProviderHealthDocument Of(string provider, ProviderHealth health) =>
        new(
            provider,
            health.State switch
            {
                ProviderState.NoServer => "no_server",
                ProviderState.NotConfigured => "not_configured",
                ProviderState.NotAsked => "not_asked",
                ProviderState.Reachable => "reachable",
                ProviderState.Unreachable => "unreachable",
                ProviderState.Unauthorized => "unauthorized",
                _ => "failing",
            },
            health.Address?.ToString(),
            health.Version,
            health.Models is { } models ? [.. models.Select(model => model.Name)] : null,
            health.Message,
            (health.CheckedAt - DateTimeOffset.UnixEpoch).TotalSeconds,
            health.Took.TotalSeconds
        );
}
