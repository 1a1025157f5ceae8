using BerryAIGen.Database.Compatibility;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Database.Providers;

/// <summary>What a provider runs, with what a person chose for it at the front.</summary>
public sealed class ProviderRanking(CompatibilityCache compatibility, ProviderSettingsStore settings)
{
    public async Task<ProviderVerdicts> GetAsync(ProviderDefinition provider, CancellationToken cancellationToken) =>
        await OfAsync(await compatibility.GetAsync(cancellationToken), provider, cancellationToken);

    /// <summary>Of a library that the caller has.</summary>
    public async Task<ProviderVerdicts> OfAsync(
        LibraryVerdicts library,
        ProviderDefinition provider,
        CancellationToken cancellationToken
    )
    {
        var chosen = await settings.GetAsync(provider.Id, cancellationToken);
        return library.Of(provider).PutFirst(chosen.Models);
    }
}
