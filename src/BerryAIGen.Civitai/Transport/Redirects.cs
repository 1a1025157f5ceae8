using BerryAIGen.Civitai.Errors;

namespace BerryAIGen.Civitai.Transport;

/// <summary>The rules of following a redirect by hand.</summary>
internal static class Redirects
{
    public const int Limit = 10;

    public static bool IsOne(HttpResponseMessage answer) => (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308;

    /// <summary>Whether the key may go along: to the same scheme, host and port only, however well known the other is.</summary>
    public static bool KeepsKey(Uri from, Uri to) =>
        from.Scheme == to.Scheme
        && from.Port == to.Port
        && from.IdnHost.Equals(to.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the answer leads, without user info.</summary>
    /// <exception cref="CivitaiInvalidReplyException">Nowhere, to something else than the web, from https to http, or once too often.</exception>
    public static Uri Next(Uri from, HttpResponseMessage answer, int hopsSoFar)
    {
        if (hopsSoFar >= Limit)
            throw Refuse(answer, $"{from.Host} redirects in a circle, or more than {Limit} times");
        if (answer.Headers.Location is not { } location)
            throw Refuse(answer, $"{from.Host} redirects without saying where to");
        var next = location.IsAbsoluteUri ? location : new Uri(from, location);
        if (next.Scheme is not ("https" or "http"))
            throw Refuse(answer, $"{from.Host} redirects to a {next.Scheme} address");
        if (from.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp)
            throw Refuse(answer, $"{from.Host} redirects from https to http on {next.Host}");
        return next.UserInfo.Length == 0 ? next : new UriBuilder(next) { UserName = "", Password = "" }.Uri;
    }

    private static CivitaiInvalidReplyException Refuse(HttpResponseMessage answer, string what) =>
        new($"{what}; that is not followed.", null, "", answer.StatusCode);
}
