using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BerryAIGen.Library.Network;

/// <summary>How this machine reaches the network, for every part of the product.</summary>
public sealed record NetworkSettings
{
    /// <summary>Nothing is asked over the network; what is here can still be listed, hashed and verified.</summary>
    public bool IsOffline
    {
        get => field || Switch?.Choices.Offline == true;
        init;
    }

    /// <summary>Turned while the program runs; null in programs that do one thing and end.</summary>
    public NetworkSwitch? Switch { get; init; }

    /// <summary><c>http://</c>, <c>https://</c>, <c>socks4://</c>, <c>socks4a://</c> or <c>socks5://</c> with a host; null takes the system's (<c>HTTPS_PROXY</c>, <c>ALL_PROXY</c>).</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Hosts that are asked without <see cref="Proxy"/>, as in <c>NO_PROXY</c>: names, <c>.domains</c>, addresses.</summary>
    public IReadOnlyList<string> ProxyExceptions { get; init; } = [];

    /// <summary>A PEM file of the certificates to trust in place of the system's; null trusts the system's.</summary>
    public string? CertificateBundle { get; init; }

    internal static Failure Offline(Uri address) =>
        new(
            FailureCode.Network,
            $"Offline: {SafeText.Address(address)} was not asked. Leave --offline away, or unset BERRY_OFFLINE and the setting \"offline\", to use the network."
        );

    /// <summary>The proxy to go through; null leaves the choice to the system.</summary>
    internal IWebProxy? ToProxy() => Proxy is null ? null : new ListedProxy(Proxy, ProxyExceptions);

    /// <summary>The certificates of the bundle, none when there is no bundle.</summary>
    /// <exception cref="LibraryException">The bundle cannot be read; better no connection than one that trusts others.</exception>
    internal X509Certificate2Collection ToTrustedRoots()
    {
        X509Certificate2Collection roots = [];
        if (CertificateBundle is null)
            return roots;
        try
        {
            roots.ImportFromPemFile(CertificateBundle);
        }
        catch (Exception ex) when (ex is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(ex.Message.TrimEnd('.'), ex);
        }

        return roots.Count > 0 ? roots : throw Unreadable("it holds no certificate", null);
    }

    private LibraryException Unreadable(string why, Exception? problem) =>
        new(
            FailureCode.Usage,
            $"The certificate bundle {CertificateBundle} cannot be used: {why}. Give a PEM file of certificates.",
            problem
        );
}
