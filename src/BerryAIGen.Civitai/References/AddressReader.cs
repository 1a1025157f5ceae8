using BerryAIGen.Civitai.Downloads;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.References;

/// <summary>Reads the path and query of an address that is known to be Civitai's.</summary>
internal static class AddressReader
{
    public static (CivitaiAddress? Address, string? Reason) Read(Uri uri)
    {
        var url = AddressSecrets.Remove(uri);
        var segments = Uri.UnescapeDataString(url.AbsolutePath).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (CivitaiHosts.IsStorage(url))
            return (Picture(url, segments), null);
        try
        {
            return (ReadRoute(url, WithoutApi(segments)), null);
        }
        catch (FormatException problem)
        {
            return (null, $"{AddressSecrets.Mask(url.ToString())}: {problem.Message}");
        }
    }

    private static CivitaiAddress ReadRoute(Uri url, string[] segments) =>
        Array.ConvertAll(segments, segment => segment.ToLowerInvariant()) switch
        {
            ["models", var id, ..] => ModelPage(url, id),
            ["model-versions", "by-hash", var hash] => New(CivitaiAddressKind.Hash, url) with
            {
                Hash = ModelHash.Parse(hash),
            },
            ["model-versions", "mini", var id] => New(CivitaiAddressKind.Version, url) with
            {
                VersionId = new ModelVersionId(Number(id)),
                FileId = QueryNumber(url, "modelFileId") is { } file ? new FileId(file) : null,
            },
            ["model-versions", var id, ..] => New(CivitaiAddressKind.Version, url) with
            {
                VersionId = new ModelVersionId(Number(id)),
            },
            ["download", "models", var id] => Download(url, id),
            ["images", var id, ..] => New(CivitaiAddressKind.Image, url) with { ImageId = new ImageId(Number(id)) },
            ["images"] when QueryNumber(url, "imageId") is { } image => New(CivitaiAddressKind.Image, url) with
            {
                ImageId = new ImageId(image),
            },
            _ => throw new FormatException("the address names no model, version, file or image of Civitai."),
        };

    // Pictures are stored under their id or, since 2026, under a name that says nothing: then it is just an address.
    private static CivitaiAddress? Picture(Uri url, string[] segments) =>
        segments is [.., var name] && IdNumber.TryParse(Path.GetFileNameWithoutExtension(name), out var number)
            ? New(CivitaiAddressKind.Image, url) with
            {
                ImageId = new ImageId(number),
            }
            : null;

    private static CivitaiAddress ModelPage(Uri url, string id) =>
        New(CivitaiAddressKind.Model, url) with
        {
            ModelId = new ModelId(Number(id)),
            VersionId = QueryNumber(url, "modelVersionId", "version") is { } version
                ? new ModelVersionId(version)
                : null,
        };

    private static CivitaiAddress Download(Uri url, string id)
    {
        var selection = DownloadSelection.FromQuery(url.Query);
        return New(CivitaiAddressKind.Download, url) with
        {
            VersionId = new ModelVersionId(Number(id)),
            FileId = selection.FileId,
            Selection = selection,
        };
    }

    private static CivitaiAddress New(CivitaiAddressKind kind, Uri url) => new() { Kind = kind, Url = url };

    // api.civitai.com has the routes with and without /api before them.
    private static string[] WithoutApi(string[] segments) =>
        segments switch
        {
            ["api", "v1", .. var rest] => rest,
            ["api", .. var rest] => rest,
            ["v1", .. var rest] => rest,
            _ => segments,
        };

    private static int Number(string text) =>
        IdNumber.TryParse(text, out var number)
            ? number
            : throw new FormatException($"\"{text}\" is not an id; {IdNumber.Rule} is expected.");

    // The site ignores a version that is no number; one that is too big names a version that cannot exist.
    private static int? QueryNumber(Uri url, params ReadOnlySpan<string> names) =>
        QueryPart.FindValue(url.Query, names) is { } text && IdNumber.IsDigits(text) ? Number(text) : null;
}
