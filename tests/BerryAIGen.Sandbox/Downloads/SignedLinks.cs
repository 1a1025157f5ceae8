using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Downloads;

/// <summary>Addresses at the storage that look signed, are signed, and stop working after a while.</summary>
internal sealed class SignedLinks(SiteAddresses addresses, SandboxOptions options, TimeProvider time)
{
    private const string DateForm = "yyyyMMdd'T'HHmmss'Z'";
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);

    public string Create(SeededFile file)
    {
        var tag = SeedContext.UuidOf(file.Id).ToString("N")[..4];
        var name = Uri.EscapeDataString(Path.GetFileNameWithoutExtension(file.Name));
        var path = $"/file/civitai-modelfiles/model/{file.Id}/{name}.{tag}{Path.GetExtension(file.Name)}";
        return Create(path, $"attachment; filename=\"{HeaderName(file.Name)}\"");
    }

    /// <summary>A link to a path of the storage under which the answer gets this Content-Disposition.</summary>
    public string Create(string path, string disposition)
    {
        var date = time.GetUtcNow().ToString(DateForm);
        var expires = ((long)options.LinkLifetime.TotalSeconds).ToString();
        var signature = Sign(path, date, expires);
        return $"{addresses.Storage}{path}?X-Amz-Expires={expires}"
            + $"&response-content-disposition={Uri.EscapeDataString(disposition)}"
            + "&X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + $"&X-Amz-Date={date}&X-Amz-SignedHeaders=host&X-Amz-Signature={signature}";
    }

    /// <summary>Null when the link may be used, else the message of the refusal.</summary>
    public string? Check(HttpRequest request)
    {
        var date = request.Query["X-Amz-Date"].ToString();
        var expires = request.Query["X-Amz-Expires"].ToString();
        // The signature covers the path as it stands in the link, escapes included.
        var path = request
            .HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!
            .RawTarget;
        path = path.Split('?')[0];
        if (request.Query["X-Amz-Signature"] != Sign(path, date, expires))
            return "The request signature we calculated does not match the signature you provided.";
        var until =
            DateTimeOffset.ParseExact(date, DateForm, null, System.Globalization.DateTimeStyles.AssumeUniversal)
            + TimeSpan.FromSeconds(long.Parse(expires));
        return time.GetUtcNow() <= until ? null : "Request has expired";
    }

    private string Sign(string path, string date, string expires) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{path}\n{date}\n{expires}")));

    // Names beyond ASCII arrive percent-encoded from the real storage.
    private static string HeaderName(string name) =>
        string.Concat(
            name.Select(letter =>
                letter is >= ' ' and < '\u007F' and not '"'
                    ? letter.ToString()
                    : Uri.EscapeDataString(letter.ToString())
            )
        );
}
