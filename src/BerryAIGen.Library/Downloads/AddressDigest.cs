using System.Security.Cryptography;
using System.Text;

namespace BerryAIGen.Library.Downloads;

/// <summary>Tells addresses apart without keeping them: a digest may be stored where an address with a key may not.</summary>
internal static class AddressDigest
{
    // What differs from one answer to the next, or from person to person, while the file stays the same.
    private static readonly HashSet<string> Passing = new(StringComparer.OrdinalIgnoreCase)
    {
        "token",
        "api_key",
        "apikey",
        "authkey",
        "access_token",
        "sig",
        "signature",
        "expires",
        "policy",
        "key-pair-id",
    };

    private static readonly string[] PassingStarts = ["x-amz-", "x-goog-"];

    /// <summary>Of the whole address; two hosts may have different files under one path.</summary>
    /// <param name="address">The address.</param>
    /// <param name="server">Who is asked, where the address does not say it.</param>
    public static string Of(Uri address, string? server = null) =>
        Hash(address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) + Place(address) + server);

    /// <summary>Of path and query; a mirror has the same file under them.</summary>
    public static string OfPlace(Uri address) =>
        // What stands first in another scheme is no host, which mirrors differ in, but a part of the place: a bucket.
        address.Scheme
            is "https"
                or "http"
            ? Hash(Place(address))
            : Of(address);

    private static string Place(Uri address) =>
        $"{address.AbsolutePath}?{string.Join('&', address.Query.TrimStart('?').Split('&').Where(IsLasting))}";

    private static bool IsLasting(string pair)
    {
        var name = Uri.UnescapeDataString(pair.Split('=', 2)[0]);
        return !Passing.Contains(name)
            && !PassingStarts.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
