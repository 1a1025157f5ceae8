using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Orchestration;
using BerryAIGen.Library.Candidates;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Webhooks;

namespace BerryAIGen.Library.Network;

/// <summary>The connections of a library, as its settings want them: which hosts, which proxy, which keys to whom.</summary>
internal static class LibraryConnections
{
    /// <summary>To Civitai's API.</summary>
    public static CivitaiClient Civitai(LibraryOptions options, TimeProvider time) =>
        new(
            new CivitaiOptions
            {
                SiteUrl = options.CivitaiUrl,
                ApiKey = options.CivitaiKey?.Reveal(),
                TimeProvider = time,
                Network = CivitaiConnections.From(options.Network),
                RefuseAddress = address =>
                    new AddressGuard(ShippedSources.BaseAddressesOf(options), options.AllowedHosts)
                        .Check(address)
                        ?.Message,
                CacheFolder = options.CacheFolder is { } folder ? Path.Combine(folder, "civitai") : null,
                OnStale = stale =>
                    options.OnNotice?.Invoke(
                        $"{stale.Address.Host} does not answer ({stale.Reason}); this is its answer of {stale.StoredAt:u}."
                    ),
            }
        );

    /// <summary>To what generates. Its key goes to its host alone; results are fetched from wherever the guard allows.</summary>
    public static OrchestrationClient Orchestrator(LibraryOptions options, TimeProvider time) =>
        new(
            new CivitaiOptions
            {
                SiteUrl = options.CivitaiUrl,
                OrchestrationUrl = options.OrchestratorUrl,
                ApiKey = options.CivitaiKey?.Reveal(),
                // The client gives Civitai's key to Civitai alone; here a person named who else may see it.
                OrchestrationKey =
                    options.OrchestratorKey?.Reveal()
                    ?? (options.NamesOrchestrator ? options.CivitaiKey?.Reveal() : null),
                TimeProvider = time,
                Network = CivitaiConnections.From(options.Network),
                RefuseAddress = address =>
                    new AddressGuard(
                        [.. ShippedSources.BaseAddressesOf(options), options.OrchestratorUrl],
                        options.AllowedHosts
                    )
                        .Check(address)
                        ?.Message,
            }
        );

    /// <summary>To whom people want told what happens: no source's address is exempt, only the hosts that they allowed.</summary>
    public static WebhookClient Webhooks(LibraryOptions options, TimeProvider time) =>
        new(OutsideOptions(options), time);

    /// <summary>To addresses of strangers: no source's address is exempt, and no source's key goes along.</summary>
    public static DownloadHttp Outside(LibraryOptions options) => new(OutsideOptions(options));

    /// <summary>To wherever files come from.</summary>
    public static DownloadHttp Downloads(LibraryOptions options, TimeProvider time) =>
        new(
            new DownloadHttpOptions
            {
                BaseAddresses = [.. ShippedSources.BaseAddressesOf(options), .. KnownModelList.BaseAddresses(options)],
                AllowedHosts = options.AllowedHosts,
                Signers = ShippedSources.SignersOf(options, time),
                // Without the switch, which is asked each time: what it says now would stay for ever.
                IsOffline = (options.Network with { Switch = null }).IsOffline,
                Switch = options.Network.Switch,
                Proxy = options.Network.ToProxy(),
                TrustedRoots = options.Network.ToTrustedRoots(),
            }
        );

    private static DownloadHttpOptions OutsideOptions(LibraryOptions options) =>
        new()
        {
            AllowedHosts = options.AllowedHosts,
            // Without the switch, which is asked each time: what it says now would stay for ever.
            IsOffline = (options.Network with { Switch = null }).IsOffline,
            Switch = options.Network.Switch,
            Proxy = options.Network.ToProxy(),
            TrustedRoots = options.Network.ToTrustedRoots(),
        };
}
