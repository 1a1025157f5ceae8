using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace BerryAIGen.Toolkit.Tests;

/// <summary>An address of this machine that is not its own loopback: to the server that is another machine.</summary>
internal static class OwnAddress
{
    public static IPAddress Require()
    {
        var own = NetworkInterface
            .GetAllNetworkInterfaces()
            .Where(one => one.OperationalStatus == OperationalStatus.Up)
            .SelectMany(one => one.GetIPProperties().UnicastAddresses)
            .Select(one => one.Address)
            .FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(one));
        Assert.SkipWhen(own is null, "This machine has no address but its loopback.");
        return own;
    }
}
