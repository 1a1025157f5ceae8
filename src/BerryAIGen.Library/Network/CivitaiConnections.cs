namespace BerryAIGen.Library.Network;

/// <summary>Carries the questions to Civitai's API by the same settings as downloads.</summary>
internal sealed class CivitaiConnections(NetworkSettings network, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Null when nothing differs from what the client does by itself.</summary>
    internal static HttpMessageHandler? From(NetworkSettings network)
    {
        if (network == new NetworkSettings())
            return null;
        var options = new DownloadHttpOptions { Proxy = network.ToProxy(), TrustedRoots = network.ToTrustedRoots() };
        var connections = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = options.Proxy,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = GuardedConnections.Trust(options),
        };
        return new CivitaiConnections(network, connections);
    }

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        network.IsOffline
            ? throw new LibraryException(NetworkSettings.Offline(request.RequestUri!))
            : base.SendAsync(request, cancellationToken);
}
