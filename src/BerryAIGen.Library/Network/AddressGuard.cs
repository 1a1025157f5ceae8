using System.Net;

namespace BerryAIGen.Library.Network;

/// <summary>
/// Decides which addresses may be asked: http and https on the public internet, and what a person named.
/// An address may come from a batch file, an API answer or a redirect; none of them may reach into the private network.
/// </summary>
public sealed class AddressGuard
{
    private readonly HashSet<string> _exempt = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="baseAddresses">Configured base addresses; exactly their host and port are exempt.</param>
    /// <param name="allowedHosts">Hosts a person allowed, each <c>host</c> (every port) or <c>host:port</c>.</param>
    public AddressGuard(IEnumerable<Uri> baseAddresses, IEnumerable<string> allowedHosts)
    {
        _exempt.UnionWith(baseAddresses.Select(address => Key(address.IdnHost, address.Port)));
        // The framework names IPv6 hosts without the brackets that an address needs.
        _exempt.UnionWith(allowedHosts.Select(host => host.Replace("[", "").Replace("]", "")));
    }

    /// <summary>Why the address must not be asked, null when it may be. A name is checked again once it is resolved.</summary>
    public Failure? Check(Uri address)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            return Refuse(address, "only http and https addresses are downloaded");
        }

        if (IsExempt(address.IdnHost, address.Port))
        {
            return null;
        }

        var isPrivate = IPAddress.TryParse(address.DnsSafeHost, out var ip)
            ? !PublicAddresses.Contains(ip)
            : IsLocalName(address.IdnHost);
        return isPrivate ? RefusePrivate(address) : null;
    }

    /// <summary>Why a redirect must not be followed, null when it may be.</summary>
    public Failure? CheckHop(Uri from, Uri to) =>
        from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp
            ? Refuse(to, $"{from.IdnHost} redirects from https to plain http, where anyone could change the file")
            : Check(to);

    /// <summary>Whether a person named this host, so that it may be private.</summary>
    internal bool IsExempt(string host, int port) => _exempt.Contains(Key(host, port)) || _exempt.Contains(host);

    internal static Failure RefusePrivate(Uri address) =>
        Refuse(address, $"{address.Host} is on this machine or a private network") with
        {
            ResolutionSteps = [$"If the host is yours, allow it: BERRY_ALLOW_HOSTS={address.Authority}"],
        };

    private static Failure Refuse(Uri address, string why) =>
        new(FailureCode.Policy, $"Refused to ask {SafeText.Address(address)}: {why}.");

    private static bool IsLocalName(string host)
    {
        var name = host.TrimEnd('.');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    private static string Key(string host, int port) => $"{host}:{port}";
}
