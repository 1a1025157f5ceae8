using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace BerryAIGen.Library.Network;

/// <summary>Opens connections to checked addresses only: what a name resolves to is looked at when it is used.</summary>
internal static class GuardedConnections
{
    internal static SocketsHttpHandler CreateHandler(DownloadHttpOptions options, AddressGuard guard) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = options.Proxy,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // The rest of an answer that is given up is not worth reading; a new connection is cheaper.
            MaxResponseDrainSize = 64 * 1024,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context, options, guard, cancellationToken),
            SslOptions = Trust(options),
        };

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        DownloadHttpOptions options,
        AddressGuard guard,
        CancellationToken cancellationToken
    )
    {
        var place = context.DnsEndPoint;
        var target = context.InitialRequestMessage.RequestUri!;
        var addresses = await options.Resolve(place.Host, cancellationToken).ConfigureAwait(false);

        // A proxy is the system's own setting and usually private; it resolves the target's name itself.
        // For a tunnel the request is the handler's own CONNECT, and its address the proxy's.
        var isProxy =
            context.InitialRequestMessage.Method == HttpMethod.Connect
            || place.Port != target.Port
            || !IsSameHost(place.Host, target);
        if (!isProxy && !guard.IsExempt(target.IdnHost, target.Port))
        {
            addresses = Array.FindAll(addresses, PublicAddresses.Contains);
            if (addresses.Length == 0)
            {
                throw new AddressRefusedException(AddressGuard.RefusePrivate(target));
            }
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, place.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsSameHost(string host, Uri target) =>
        string.Equals(host, target.IdnHost, StringComparison.OrdinalIgnoreCase)
        || string.Equals(host, target.Host, StringComparison.OrdinalIgnoreCase);

    internal static SslClientAuthenticationOptions Trust(DownloadHttpOptions options)
    {
        var ssl = new SslClientAuthenticationOptions();
        if (options.TrustedRoots.Count > 0)
        {
            ssl.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            ssl.CertificateChainPolicy.CustomTrustStore.AddRange(options.TrustedRoots);
        }

        return ssl;
    }
}
