using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace BerryAIGen.Library.Network;

/// <summary>Tells addresses of the public internet from those that only this machine or its network can reach.</summary>
internal static class PublicAddresses
{
    // Ranges that are never somebody's public server: the special-purpose registries of IANA (RFC 6890 and its updates).
    // The addresses of cloud metadata services lie inside them: 169.254.0.0/16, 100.64.0.0/10, 192.0.0.0/24, fc00::/7.
    private static readonly IPNetwork[] Refused =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32", // Azure's host, public by number only
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/128",
            "::1/128",
            "64:ff9b:1::/48",
            "100::/64",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    internal static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (Array.Exists(Refused, network => network.Contains(address)))
        {
            return false;
        }

        return Embedded(address) is not { } inner || Contains(inner);
    }

    /// <summary>The IPv4 address that a translating IPv6 address leads to, null when it leads to none.</summary>
    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address) || Compatible.Contains(address))
        {
            return new IPAddress(bytes.AsSpan(12, 4));
        }

        if (SixToFour.Contains(address))
        {
            return new IPAddress(bytes.AsSpan(2, 4));
        }

        if (Teredo.Contains(address))
        {
            // Teredo carries the client's address with every bit turned (RFC 4380, 4).
            Span<byte> turned = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(turned, ~BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(12, 4)));
            return new IPAddress(turned);
        }

        return null;
    }
}
