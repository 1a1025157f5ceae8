using System.Collections.Concurrent;
using System.Net;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Compatibility.Health;

/// <summary>
/// Connections to providers: only to the address that a person configured, never on to where it redirects. It may be this
/// machine or a private one, because a person named it, but never the services that clouds keep at link-local addresses.
/// </summary>
public sealed class ProviderHttp(NetworkSettings network) : IDisposable
{
    private static readonly IPNetwork[] Forbidden =
    [
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("168.63.129.16/32"),
        IPNetwork.Parse("100.100.100.200/32"),
        IPNetwork.Parse("fd00:ec2::254/128"),
        IPNetwork.Parse("0.0.0.0/8"),
    ];

    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<string, Lazy<HttpClient>> _clients = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a provider may be asked how it is, which nobody ordered.</summary>
    /// <exception cref="LibraryException">It is on another machine, and that is switched off.</exception>
    internal void CheckProbes(Uri address)
    {
        if (!address.IsLoopback)
            network.Switch?.CheckHealthProbes();
    }

    /// <exception cref="LibraryException">The program is told to ask nobody, and this is another machine.</exception>
    internal HttpClient For(Uri address)
    {
        if (network.IsOffline && !address.IsLoopback)
            throw new LibraryException(NetworkSettings.Offline(address));
        return _clients
            .GetOrAdd(
                $"{address.Scheme}://{address.Authority}",
                _ => new Lazy<HttpClient>(() => new HttpClient(Handler(address)) { Timeout = Timeout.InfiniteTimeSpan })
            )
            .Value;
    }

    internal static bool IsForbidden(Uri address) =>
        IPAddress.TryParse(address.DnsSafeHost, out var literal) && IsForbidden(literal);

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
            client.Value.Dispose();
    }

    private SocketsHttpHandler Handler(Uri address)
    {
        var handler = GuardedConnections.CreateHandler(
            new DownloadHttpOptions
            {
                ConnectTimeout = Connecting,
                Proxy = network.ToProxy(),
                TrustedRoots = network.ToTrustedRoots(),
                Resolve = ResolveAsync,
            },
            new AddressGuard([address], [])
        );
        // What is on this machine is not asked through a proxy.
        handler.UseProxy = !address.IsLoopback;
        return handler;
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        var allowed = Array.FindAll(addresses, address => !IsForbidden(address));
        return allowed.Length > 0
            ? allowed
            : throw new AddressRefusedException(
                new Failure(
                    FailureCode.Policy,
                    $"Refused to ask {host}: it leads to network services of the machine, where no provider is."
                )
            );
    }

    private static bool IsForbidden(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(Forbidden, network => network.Contains(plain));
    }
}
