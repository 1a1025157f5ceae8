using BerryAIGen.Civitai;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Graphs.Candidates;
using BerryAIGen.Library.Sources;

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

    /// <summary>To wherever files come from.</summary>
    public static DownloadHttp Downloads(LibraryOptions options, TimeProvider time) =>
        new(
            new DownloadHttpOptions
            {
                BaseAddresses = [.. ShippedSources.BaseAddressesOf(options), .. KnownModelList.BaseAddresses(options)],
                AllowedHosts = options.AllowedHosts,
                Signers = ShippedSources.SignersOf(options, time),
                IsOffline = options.Network.IsOffline,
                Switch = options.Network.Switch,
                Proxy = options.Network.ToProxy(),
                TrustedRoots = options.Network.ToTrustedRoots(),
            }
        );
}
