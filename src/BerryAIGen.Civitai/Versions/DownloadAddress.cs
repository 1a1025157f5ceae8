using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>Repairs the bulk answer's <c>https://undefined/api/download/…</c>, a known defect of the service.</summary>
internal static class DownloadAddress
{
    private const string Undefined = "https://undefined/";

    public static Func<ModelVersion2, ModelVersion2> Repair(CivitaiTransport transport)
    {
        var site = new Uri(transport.ApiUrl, "/").AbsoluteUri;
        return version =>
        {
            version.DownloadUrl = Repair(site, version.DownloadUrl);
            foreach (var file in version.Files)
            {
                file.DownloadUrl = Repair(site, file.DownloadUrl);
            }

            return version;
        };
    }

    private static string? Repair(string site, string? address) =>
        address?.StartsWith(Undefined, StringComparison.Ordinal) is true ? site + address[Undefined.Length..] : address;
}
