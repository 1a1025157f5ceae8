using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace BerryAIGen.Library.Network;

/// <summary>How files are asked for over HTTP.</summary>
public sealed class DownloadHttpOptions
{
    /// <summary>Configured base addresses: their host and port may be private.</summary>
    public IReadOnlyList<Uri> BaseAddresses { get; init; } = [];

    /// <summary>Hosts that may be private, each <c>host</c> or <c>host:port</c>.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Refuse every question.</summary>
    public bool IsOffline
    {
        get => field || Switch?.Choices.Offline == true;
        init;
    }

    /// <summary>Turned while the program runs.</summary>
    public NetworkSwitch? Switch { get; init; }

    /// <summary>How long one connection may take to open. Default 15 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many redirects are followed. Default 10.</summary>
    public int MaxRedirects { get; init; } = 10;

    /// <summary>What the product calls itself; never a browser's name, which some sites answer differently.</summary>
    public string UserAgent { get; init; } =
        $"BerryAIGen/{typeof(DownloadHttpOptions).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>Certificates trusted instead of the system's; empty trusts the system's.</summary>
    public X509Certificate2Collection TrustedRoots { get; init; } = [];

    /// <summary>The proxy to go through, which may be private; null takes the system's setting.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>By scheme: what turns an address into the one that is asked, anew for each question.</summary>
    public IReadOnlyDictionary<string, Lazy<Func<Uri, Uri>>> Signers { get; init; } =
        new Dictionary<string, Lazy<Func<Uri, Uri>>>();

    /// <summary>Turns a host name into addresses. Default is the system's resolver.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } =
        static (host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);
}
