using Amazon.Runtime;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Sources.S3;

/// <summary>Lets Amazon's library reach the network only as the rest of the house does, and only the one server.</summary>
internal sealed class S3Connections(LibraryOptions library, S3Options options) : HttpClientFactory
{
    private const string Amazon = ".amazonaws.com";

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        // A server that only a profile names is a person's choice as well.
        var guard = new AddressGuard(
            options.Endpoint is { } endpoint
                ? [.. ShippedSources.BaseAddressesOf(library), endpoint]
                : ShippedSources.BaseAddressesOf(library),
            library.AllowedHosts
        );
        var handler = GuardedConnections.CreateHandler(
            new DownloadHttpOptions
            {
                Proxy = library.Network.ToProxy(),
                TrustedRoots = library.Network.ToTrustedRoots(),
            },
            guard
        );
        return new HttpClient(new OneServer(options, guard) { InnerHandler = handler })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    // A server may send a client elsewhere; what is signed with the key, and its session, stays here.
    private sealed class OneServer(S3Options options, AddressGuard guard) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var address = request.RequestUri!;
            var isOurs = options.Endpoint is { } endpoint
                ? S3Options.IsSame(address, endpoint)
                : address.Scheme == Uri.UriSchemeHttps
                    && address.IdnHost.EndsWith(Amazon, StringComparison.OrdinalIgnoreCase);
            var refusal = isOurs
                ? guard.Check(address)
                : new Failure(FailureCode.Policy, $"{options.Server} sends to {address.Host}, which is not asked.");
            return refusal is null ? base.SendAsync(request, cancellationToken) : throw new LibraryException(refusal);
        }
    }
}
