using System.Net;
using BerryAIGen.Library;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Access;

/// <summary>
/// Refuses what a foreign page makes a browser ask: an address of this machine under a foreign name, or a change that
/// comes from another site.
/// </summary>
internal sealed class RequestOrigin(ToolkitOptions options)
{
    /// <summary>A name that leads here is no proof that it is ours: a foreign site may point its own at this machine.</summary>
    public Failure? CheckHost(HttpRequest request)
    {
        if (options.HostNames.Count == 0 && !options.Url.IsLoopback)
            return null;
        var host = request.Host.Host;
        return IsThisMachine(host) || options.HostNames.Contains(host, StringComparer.OrdinalIgnoreCase)
            ? null
            : new Failure(
                FailureCode.Policy,
                $"This server does not answer as \"{host}\": use {options.Url}, or start it with --host-name {host} and an access key."
            );
    }

    /// <summary>Browsers say where a change comes from; other programs say nothing.</summary>
    public Failure? CheckOrigin(HttpRequest request)
    {
        if (RequiredScope.IsSafe(request.Method))
            return null;
        var origin = request.Headers.Origin.ToString();
        var isForeign =
            origin.Length > 0
                ? !IsOwn(origin, request) && !options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)
                : request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
        return isForeign
            ? new Failure(
                FailureCode.Policy,
                $"A change from another site ({(origin.Length > 0 ? origin : "unknown")}) is refused; allow it with --allow-origin."
            )
            : null;
    }

    // A proxy before the server may speak https while the server hears http.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && from.Scheme is "http" or "https"
        && request.Host.HasValue
        && from.Host.Trim('[', ']').Equals(request.Host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
        && from.Port == (request.Host.Port ?? (from.Scheme == "https" ? 443 : 80));

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
