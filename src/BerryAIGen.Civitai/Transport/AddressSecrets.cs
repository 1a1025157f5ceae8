using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using BerryAIGen.Civitai.References;

namespace BerryAIGen.Civitai.Transport;

/// <summary>Takes keys, tokens and signatures out of addresses and of text that may hold addresses.</summary>
public static partial class AddressSecrets
{
    private const string Keys = "token|api_?key|access_token|refresh_token";
    private const string Signatures =
        "authorization|signature|sig|x-amz-signature|x-amz-credential|x-amz-security-token|awsaccesskeyid|key-pair-id|policy";

    /// <summary>The address without user info, without a key in the query and without a fragment.</summary>
    /// <remarks>Signatures stay: a signed storage address does not work without its own.</remarks>
    public static Uri Remove(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri)
            throw new ArgumentException("An absolute address is expected.", nameof(address));
        var kept = QueryPart.Of(address.Query).Where(part => !KeyName().IsMatch(part.Name)).Select(part => part.Raw);
        var builder = new UriBuilder(address)
        {
            UserName = "",
            Password = "",
            Fragment = "",
            Query = string.Join('&', kept),
        };
        return builder.Uri;
    }

    /// <summary>The key that the address carries in its query, null when it carries none.</summary>
    public static string? FindToken(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsAbsoluteUri
            ? QueryPart
                .Of(address.Query)
                .FirstOrDefault(part => KeyName().IsMatch(part.Name) && part.Value.Length > 0)
                .Value
            : null;
    }

    /// <summary>The text with every key, signature and user info in it replaced by <c>***</c>; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Mask(string? text) =>
        text is null
            ? null
            : UserInfo()
                .Replace(
                    SecretValue().Replace(SecretMember().Replace(Bearer().Replace(text, "$1***"), "$1***"), "$1***"),
                    "$1***@"
                );

    /// <summary>The text with a known key in it replaced by <c>***</c>, wherever it stands.</summary>
    internal static string Hide(string text, string? key) =>
        string.IsNullOrEmpty(key) ? text : text.Replace(key, "***", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex($"^(?:{Keys})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KeyName();

    [GeneratedRegex(
        $@"((?:%3F|%26|\\u0026|\\u003F|(?<![A-Za-z0-9_-]))(?:{Keys}|{Signatures})(?:=|%3D|\\u003D))(?:(?!%26)[^&\s""'<>#\\])+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex SecretValue();

    // A member of JSON, also of JSON inside a string.
    [GeneratedRegex(
        $@"(""(?:{Keys}|authorization)\\*""\s*:\s*\\*"")[^""\\]+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex SecretMember();

    // A header line as services repeat it.
    [GeneratedRegex(
        @"(authorization\s*[:=]\s*(?:(?:bearer|basic|token)\s+)?|\bbearer\s+(?=\S{20}))[^\s""'<>,;\\]+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Bearer();

    [GeneratedRegex(@"(://)[^/?#\s@]+@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();
}
