using System.Diagnostics.CodeAnalysis;
using BerryAIGen.Civitai.Downloads;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.References;

/// <summary>An address of Civitai's site, API or downloads, taken apart without asking the network.</summary>
public sealed record CivitaiAddress
{
    /// <summary>What the address names.</summary>
    public required CivitaiAddressKind Kind { get; init; }

    /// <summary>The address without user info, token and fragment: safe to print.</summary>
    public required Uri Url { get; init; }

    /// <summary>The model, null when the address does not name one.</summary>
    public ModelId? ModelId { get; init; }

    /// <summary>The version, null when the address does not name one.</summary>
    public ModelVersionId? VersionId { get; init; }

    /// <summary>The file, null when the address does not name one by id.</summary>
    public FileId? FileId { get; init; }

    /// <summary>The image or video, null for other kinds.</summary>
    public ImageId? ImageId { get; init; }

    /// <summary>The hash, null for other kinds.</summary>
    public ModelHash? Hash { get; init; }

    /// <summary>What a download address says about the wanted file; empty for other kinds.</summary>
    public DownloadSelection Selection { get; init; } = DownloadSelection.Primary;

    /// <summary>Reads an address of Civitai's own hosts; the scheme may be missing.</summary>
    /// <exception cref="FormatException">The text is no address of Civitai, or names nothing.</exception>
    public static CivitaiAddress Parse(string text) =>
        TryParse(text, CivitaiHosts.Default, out var address, out var reason)
            ? address
            : throw new FormatException(reason ?? $"\"{AddressSecrets.Mask(text)}\" is not an address of Civitai.");

    /// <summary>Reads an address of Civitai's own hosts; false for anything else.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CivitaiAddress? address) =>
        TryParse(text, CivitaiHosts.Default, out address, out _);

    /// <summary>Reads an address of the given hosts.</summary>
    /// <param name="text">What was pasted; the scheme may be missing.</param>
    /// <param name="hosts">Which hosts count as Civitai.</param>
    /// <param name="address">The parts, null when the answer is false.</param>
    /// <param name="reason">Null when the text is no address of Civitai at all; else why it names nothing.</param>
    public static bool TryParse(
        string? text,
        CivitaiHosts hosts,
        [NotNullWhen(true)] out CivitaiAddress? address,
        out string? reason
    )
    {
        ArgumentNullException.ThrowIfNull(hosts);
        (address, reason) = FindUri(text, hosts) is { } uri ? AddressReader.Read(uri) : (null, null);
        return address is not null;
    }

    private static Uri? FindUri(string? text, CivitaiHosts hosts)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length == 0 || trimmed.Any(char.IsWhiteSpace))
            return null;
        var withScheme = trimmed.Contains("://", StringComparison.Ordinal)
            ? trimmed
            : "https://" + trimmed.TrimStart('/');
        return Uri.TryCreate(withScheme, UriKind.Absolute, out var uri) && hosts.IsCivitai(uri) ? uri : null;
    }
}
