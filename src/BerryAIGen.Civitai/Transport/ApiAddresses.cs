using BerryAIGen.Civitai.References;

namespace BerryAIGen.Civitai.Transport;

/// <summary>Turns the paths and addresses that callers name into addresses of the configured site.</summary>
internal sealed class ApiAddresses(Uri siteUrl)
{
    /// <summary>The site's address.</summary>
    public Uri SiteUrl { get; } = siteUrl;

    /// <summary>The API's address; relative paths are below it.</summary>
    public Uri ApiUrl { get; } = new(siteUrl, "/api/v1");

    /// <summary>Who counts as Civitai, the configured site included.</summary>
    public CivitaiHosts Hosts { get; } = new(siteUrl);

    /// <summary>The address of a path below <see cref="ApiUrl"/>, of a path of the site, or of an absolute address; without secrets.</summary>
    /// <exception cref="ArgumentException">The caller's text is empty, no address, or somebody else's.</exception>
    public Uri Locate(string pathOrUrl)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pathOrUrl);
        // On Unix a path from the root would count as the absolute address of a file.
        var isFromRoot = pathOrUrl.StartsWith('/');
        var isAbsolute = Uri.TryCreate(pathOrUrl, UriKind.Absolute, out var address);
        if (isFromRoot || (!isAbsolute && !pathOrUrl.Split('?')[0].Contains("://", StringComparison.Ordinal)))
            _ = pathOrUrl.StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
                ? Uri.TryCreate(SiteUrl, pathOrUrl, out address)
                : Uri.TryCreate($"{ApiUrl.AbsoluteUri}/{pathOrUrl.TrimStart('/')}", UriKind.Absolute, out address);
        if (address is null || !Hosts.IsTrusted(address))
            throw new ArgumentException(
                $"{AddressSecrets.Mask(pathOrUrl)} is not an address of Civitai; nothing was asked there.",
                nameof(pathOrUrl)
            );
        return AddressSecrets.Remove(address);
    }
}
