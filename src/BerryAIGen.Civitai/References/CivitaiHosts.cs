namespace BerryAIGen.Civitai.References;

/// <summary>The hosts that are Civitai: who may see the key, and whose addresses are read as Civitai's.</summary>
/// <param name="siteUrl">A configured site (a stand-in, a proxy) that counts as Civitai; null for none.</param>
public sealed class CivitaiHosts(Uri? siteUrl = null)
{
    private static readonly string[] Sites = ["civitai.com", "civitai.red", "civitai.green"];

    // These sub-domains are storage behind signed addresses, and answer 400 to any Authorization header.
    private static readonly string[] StorageLabels = ["b2", "r2", "s3", "cdn", "storage", "image", "images"];

    /// <summary>Civitai itself, with no configured site.</summary>
    public static CivitaiHosts Default { get; } = new();

    /// <summary>Whether the key may be sent there: https to Civitai's sites and their sub-domains, or the configured site.</summary>
    /// <remarks>Storage and picture hosts (<c>b2.civitai.com</c>, <c>image.civitai.com</c>) are not: they refuse a key.</remarks>
    public bool IsTrusted(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsAbsoluteUri
            && (IsConfigured(address) || (IsSecure(address) && IsSite(address) && !IsStorage(address)));
    }

    /// <summary>Whether an address is one of Civitai's, by host and port; http counts, because people paste it.</summary>
    public bool IsCivitai(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsAbsoluteUri
            && (
                IsConfigured(address)
                || (address.Scheme is "http" or "https" && address.IsDefaultPort && IsSite(address))
            );
    }

    internal static bool IsStorage(Uri address)
    {
        var label = address.IdnHost.Split('.')[0];
        return Array.Exists(
            StorageLabels,
            word =>
                label.Equals(word, StringComparison.OrdinalIgnoreCase)
                || label.StartsWith(word + "-", StringComparison.OrdinalIgnoreCase)
        );
    }

    private static bool IsSecure(Uri address) => address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort;

    private static bool IsSite(Uri address) =>
        Array.Exists(
            Sites,
            site =>
                address.IdnHost.Equals(site, StringComparison.OrdinalIgnoreCase)
                || address.IdnHost.EndsWith("." + site, StringComparison.OrdinalIgnoreCase)
        );

    private bool IsConfigured(Uri address) =>
        siteUrl is not null
        && address.Scheme == siteUrl.Scheme
        && address.Port == siteUrl.Port
        && address.IdnHost.Equals(siteUrl.IdnHost, StringComparison.OrdinalIgnoreCase);
}
