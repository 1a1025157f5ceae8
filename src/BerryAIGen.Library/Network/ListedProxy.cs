using System.Net;

namespace BerryAIGen.Library.Network;

/// <summary>One proxy for every host but those listed: a name stands for itself and for what is below it, <c>*</c> for all.</summary>
internal sealed class ListedProxy(Uri proxy, IReadOnlyList<string> exceptions) : IWebProxy
{
    public ICredentials? Credentials { get; set; } = CredentialsOf(proxy);

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy;

    public bool IsBypassed(Uri host) => exceptions.Any(entry => Covers(entry, host));

    private static bool Covers(string entry, Uri address)
    {
        var host = address.IdnHost;
        var name = entry.StartsWith("*.", StringComparison.Ordinal) ? entry[1..] : entry;
        return name == "*"
            || host.Equals(name.TrimStart('.'), StringComparison.OrdinalIgnoreCase)
            || $"{host}:{address.Port}".Equals(name, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith($".{name.TrimStart('.')}", StringComparison.OrdinalIgnoreCase);
    }

    private static NetworkCredential? CredentialsOf(Uri proxy) =>
        proxy.UserInfo.Split(':', 2) is [{ Length: > 0 } name, .. var rest]
            ? new NetworkCredential(
                Uri.UnescapeDataString(name),
                rest.Length > 0 ? Uri.UnescapeDataString(rest[0]) : ""
            )
            : null;
}
