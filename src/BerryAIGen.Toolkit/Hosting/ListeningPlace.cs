using System.Net;
using System.Net.Sockets;
using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary>Where the server will listen.</summary>
internal static class ListeningPlace
{
    /// <summary>Looks before everything else is put together whether the place is free, so that one sentence says why not.</summary>
    /// <exception cref="LibraryException">Somebody else listens there, or nobody may.</exception>
    public static void Require(Uri url)
    {
        if (url.Port == 0)
            return;
        var address = Address(url);
        try
        {
            using var place = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            place.Bind(new IPEndPoint(address, url.Port));
        }
        catch (SocketException why)
        {
            throw new LibraryException(
                FailureCode.Failed,
                $"The server cannot listen at {url}: {Reason(why.SocketErrorCode)}. Name another address with --url."
            );
        }
    }

    // Of a name the web server makes all addresses.
    private static IPAddress Address(Uri url) =>
        url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(url.IdnHost, out var address) ? address
        : IPAddress.Any;

    private static string Reason(SocketError why) =>
        why switch
        {
            SocketError.AddressAlreadyInUse => "another program does",
            SocketError.AccessDenied => "this account may not use that port",
            SocketError.AddressNotAvailable => "that is no address of this machine",
            _ => new SocketException((int)why).Message,
        };
}
