using System.Net;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Caching;

/// <summary>What may be kept, and for how long.</summary>
internal static class Freshness
{
    // Answers about the key's owner; and the owner changes them elsewhere, so that an old one misleads.
    private static readonly string[] NeverKept = ["/api/v1/me", "/api/v1/vault"];

    public static bool MayBeKept(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        return request.Method == HttpMethod.Get
            && path.StartsWith("/api/v1/", StringComparison.OrdinalIgnoreCase)
            && !Array.Exists(
                NeverKept,
                start =>
                    path.Equals(start, StringComparison.OrdinalIgnoreCase)
                    || path.StartsWith(start + "/", StringComparison.OrdinalIgnoreCase)
            );
    }

    public static bool MayBeKept(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.OK
        && answer.Content.Headers.ContentType?.MediaType == "application/json"
        && answer.Headers.CacheControl is not { NoStore: true }
        && answer.Content is BufferedContent { IsCut: false };

    /// <summary>
    /// A failure, or something else than JSON with status 200: the maintenance page, at times called JSON, or half a body.
    /// </summary>
    public static bool IsDown(HttpResponseMessage answer) =>
        (int)answer.StatusCode >= 500
        || (
            answer.StatusCode == HttpStatusCode.OK
            && answer.Content is BufferedContent { IsCut: false } content
            && !LenientJson.IsJson(content.Bytes.Span)
        );

    /// <summary>
    /// How long the answer may be used without asking. <c>s-maxage</c> counts where there is no <c>max-age</c>: it is the
    /// only age that Civitai sends, and the answers that carry it are the same for everybody.
    /// </summary>
    public static TimeSpan Lifetime(HttpResponseMessage answer)
    {
        if (answer.Headers.CacheControl is not { NoCache: false } rules)
            return TimeSpan.Zero;
        var lifetime = (rules.MaxAge ?? rules.SharedMaxAge ?? TimeSpan.Zero) - (answer.Headers.Age ?? TimeSpan.Zero);
        return lifetime > TimeSpan.Zero ? lifetime : TimeSpan.Zero;
    }
}
