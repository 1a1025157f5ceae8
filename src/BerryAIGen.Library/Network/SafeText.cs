using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Network;

/// <summary>Texts that may be shown, logged and stored: secrets in them are replaced by <c>***</c>.</summary>
public static partial class SafeText
{
    // Everything in a query is a secret until known otherwise: storage hosts invent new signature parameters.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "type",
        "format",
        "size",
        "fp",
        "fileId",
        "modelId",
        "modelVersionId",
        "versionId",
        "revision",
        "download",
        "name",
        "file",
    };

    /// <summary>The address without user info and with the values of its query masked, but for those known to be harmless.</summary>
    public static string Address(Uri address)
    {
        if (!address.IsAbsoluteUri)
        {
            return Mask(address.OriginalString);
        }

        var place = address.GetComponents(
            UriComponents.Scheme | UriComponents.Host | UriComponents.Port | UriComponents.Path,
            UriFormat.UriEscaped
        );
        return address.Query.Length > 1 ? $"{place}?{Query(address.Query[1..])}" : place;
    }

    /// <summary>A text from outside, such as a server's error message, with keys and signatures masked.</summary>
    public static string Mask(string text) => Bearer().Replace(Parameter().Replace(text, "$1=***"), "$1 ***");

    private static string Query(string query) => string.Join('&', query.Split('&').Select(MaskPair));

    private static string MaskPair(string pair)
    {
        var name = pair.Split('=', 2)[0];
        return Harmless.Contains(name) ? pair
            : pair.Contains('=') ? $"{name}=***"
            : "***";
    }

    [GeneratedRegex(
        """\b([a-z0-9_.-]*(?:token|key|secret|password|passwd|credentials?|signature)|auth|authorization|sig|hmac|expires|policy|x-amz-[a-z-]+|x-goog-[a-z-]+|key-pair-id)=[^&\s"'<>]+""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Parameter();

    [GeneratedRegex("""\b(bearer)\s+[^\s"'<>]+""", RegexOptions.IgnoreCase)]
    private static partial Regex Bearer();
}
