using System.Collections.Concurrent;
using BerryAIGen.Library.Compatibility.Health;
using BerryAIGen.Library.Compatibility.Providers;

namespace BerryAIGen.Database.Providers;

/// <summary>How the providers are: asked at their configured addresses, kept for half a minute.</summary>
public sealed class ProviderWatch(
    ProviderSettingsStore settings,
    ProviderProbing probing,
    HeldModels held,
    TimeProvider time
)
{
    /// <summary>How long an answer counts.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Asked> _asked = new();

    /// <summary>Of one provider.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="anew">Whether to ask although the last answer is fresh.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ProviderHealth> GetAsync(
        ProviderDefinition provider,
        bool anew,
        CancellationToken cancellationToken
    ) => await GetAsync(provider, await settings.GetAsync(provider.Id, cancellationToken), anew, cancellationToken);

    /// <summary>Of all of them, side by side.</summary>
    public async Task<IReadOnlyDictionary<string, ProviderHealth>> GetAllAsync(
        IReadOnlyList<ProviderDefinition> providers,
        CancellationToken cancellationToken
    )
    {
        var known = await settings.GetAllAsync(cancellationToken);
        var health = await Task.WhenAll(
            providers.Select(provider =>
                GetAsync(
                    provider,
                    known.GetValueOrDefault(provider.Id) ?? new ProviderSettings(),
                    anew: false,
                    cancellationToken
                )
            )
        );
        return providers.Zip(health).ToDictionary(pair => pair.First.Id, pair => pair.Second);
    }

    private async Task<ProviderHealth> GetAsync(
        ProviderDefinition provider,
        ProviderSettings configured,
        bool anew,
        CancellationToken cancellationToken
    )
    {
        var asked = _asked.GetOrAdd(provider.Id, _ => new Asked());
        await asked.Turn.WaitAsync(cancellationToken);
        try
        {
            if (!anew && asked.IsOf(provider, configured) && IsFresh(asked))
                return asked.Health!;
            var health = await probing.AskAsync(
                provider,
                settings.FindConnection(provider, configured),
                cancellationToken
            );
            await held.TakeOverAsync(provider, health, cancellationToken);
            (asked.Settings, asked.Provider, asked.Health) = (configured, provider, health);
            return health;
        }
        finally
        {
            asked.Turn.Release();
        }
    }

    private bool IsFresh(Asked asked) => asked.Health is { } health && time.GetUtcNow() - health.CheckedAt < Fresh;

    private sealed class Asked
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public ProviderSettings? Settings { get; set; }

        public ProviderDefinition? Provider { get; set; }

        public ProviderHealth? Health { get; set; }

        // Chosen models do not change what is asked.
        public bool IsOf(ProviderDefinition provider, ProviderSettings settings) =>
            ReferenceEquals(Provider, provider)
            && Settings?.Address == settings.Address
            && Settings?.Key == settings.Key
            && Settings?.KeyHost == settings.KeyHost;
    }
}
