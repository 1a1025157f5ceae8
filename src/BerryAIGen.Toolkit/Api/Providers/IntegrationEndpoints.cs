using BerryAIGen.Database.Compatibility;
using BerryAIGen.Database.Providers;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Toolkit.Api.Providers;

internal static class IntegrationEndpoints
{
    public static void MapIntegration(this RouteGroupBuilder group)
    {
        group.MapGet("/integration/status", StatusAsync).WithSummary("How all providers stand.");
        group.MapGet("/{provider}/validate", ValidateAsync).WithSummary("Whether a provider can be used.");
        group.MapGet("/{provider}/health", HealthAsync).WithSummary("What a provider answers at its address.");
    }

    private static async Task<IntegrationDocument> StatusAsync(
        ProviderCatalog providers,
        ProviderWatch watch,
        CompatibilityCache compatibility,
        ProviderSettingsStore settings,
        CancellationToken cancellationToken
    )
    {
        // First how they are: what they hold is taken over before it is counted.
        var health = await watch.GetAllAsync(providers.All, cancellationToken);
        var verdicts = await compatibility.GetAsync(cancellationToken);
        var configured = await settings.GetAllAsync(cancellationToken);
        var standings = new ProviderStandings([
            .. providers.All.Select(provider =>
                ProviderStanding.Of(
                    verdicts.Of(provider).PutFirst(configured.GetValueOrDefault(provider.Id)?.Models ?? []),
                    health[provider.Id]
                )
            ),
        ]);
        return new IntegrationDocument(
            standings.Providers.ToDictionary(one => one.Provider.Id, Describe),
            standings.Status,
            standings.Providers.Count,
            standings.Healthy,
            standings.WithModels,
            standings.Compatible,
            [.. standings.Providers.SelectMany(one => one.Recommendations())]
        );
    }

    private static async Task<ValidationDocument> ValidateAsync(
        string provider,
        ProviderCatalog providers,
        ProviderWatch watch,
        ProviderRanking ranking,
        CancellationToken cancellationToken
    )
    {
        var definition = providers.Get(provider);
        var health = await watch.GetAsync(definition, anew: false, cancellationToken);
        var standing = ProviderStanding.Of(await ranking.GetAsync(definition, cancellationToken), health);
        return new ValidationDocument(
            definition.Id,
            standing.Compatible > 0,
            standing.LocalModels.Count > 0,
            standing.LocalModels.Count,
            standing.LocalModels,
            standing.Available,
            standing.Compatible,
            standing.Status,
            [.. standing.Recommendations()],
            standing.SuggestedDownloads,
            standing.Chosen
        );
    }

    private static async Task<ProviderHealthDocument> HealthAsync(
        string provider,
        bool? refresh,
        ProviderCatalog providers,
        ProviderWatch watch,
        CancellationToken cancellationToken
    )
    {
        var definition = providers.Get(provider);
        return ProviderHealthDocument.Of(
            definition.Id,
            await watch.GetAsync(definition, refresh ?? false, cancellationToken)
        );
    }

    private static ProviderStatusDocument Describe(ProviderStanding standing) =>
        new(
            standing.Provider.Id,
            standing.IsHealthy,
            standing.Compatible > 0,
            standing.LocalModels.Count > 0,
            standing.LocalModels.Count,
            standing.Available,
            standing.Compatible,
            standing.Status,
            [.. standing.Recommendations()],
            ProviderHealthDocument.Of(standing.Provider.Id, standing.Health)
        );
}
