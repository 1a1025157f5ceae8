using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace BerryAIGen.Civitai.References;

/// <summary>Addresses of preview pictures: the picture host scales what the last folder of the path asks for.</summary>
public static partial class PreviewAddress
{
    /// <summary>The address of the same picture at a width; any other address comes back as it was.</summary>
    /// <param name="address">The picture's <c>url</c> as the API gives it; null and empty stay so.</param>
    /// <param name="mediaType">The API's <c>type</c>; of a <c>video</c> the still picture is asked for.</param>
    /// <param name="width">In pixels; default 450.</param>
    [return: NotNullIfNotNull(nameof(address))]
    public static string? Resize(string? address, string? mediaType = null, int width = 450)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !IsPictureHost(uri))
            return address;
        var still = string.Equals(mediaType, "video", StringComparison.OrdinalIgnoreCase) ? "anim=false," : "";
        return SizeFolder().Replace(address, $"/{still}width={width}/", count: 1);
    }

    private static bool IsPictureHost(Uri address) =>
        CivitaiHosts.Default.IsCivitai(address)
        && address.IdnHost.StartsWith("image", StringComparison.OrdinalIgnoreCase);

    // original=true since 2026, width=N before; several wishes are joined by commas.
    [GeneratedRegex("/(?:[a-z]+=[^/?,]+,)*(?:original|width)=[^/?]+/", RegexOptions.CultureInvariant)]
    private static partial Regex SizeFolder();
}
