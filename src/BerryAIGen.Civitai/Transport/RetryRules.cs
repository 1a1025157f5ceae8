using System.Net;
using System.Text;

namespace BerryAIGen.Civitai.Transport;

/// <summary>Which outcomes may be better the next time.</summary>
/// <remarks>
/// All 5xx but 501 and 505 count, 500 as well: Civitai's 500s (creators above all) mostly pass, and a fixed one cannot be
/// told from them. Answers that will stay what they are (400, 401, 403, 404, 405, 410, 451, the texts below) never do.
/// </remarks>
internal static class RetryRules
{
    /// <summary>Asking deeper than 1000 rows by page number; only cursors go on.</summary>
    public const string PageCapText = "too many pages";

    /// <summary>The download quota; a day passes before it is another answer.</summary>
    public const string QuotaText = "unusual amount of downloading";

    /// <summary>The vault answers 503 for what is really 403.</summary>
    public static readonly IReadOnlyList<string> ForbiddenTexts =
    [
        "You do not have permission to download",
        "does not allow downloads",
    ];

    private static readonly string[] FinalTexts = [PageCapText, QuotaText, .. ForbiddenTexts];

    /// <summary>A connection, a name, a time limit or the end of a body failed.</summary>
    public static bool IsPassing(Exception? exception) =>
        exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => false,
            HttpRequestException or IOException or TimeoutException => true,
            _ => false,
        };

    public static bool IsPassing(HttpResponseMessage answer) =>
        (int)answer.StatusCode switch
        {
            (int)HttpStatusCode.RequestTimeout => true,
            (int)HttpStatusCode.TooManyRequests or (int)HttpStatusCode.ServiceUnavailable => !IsFinal(answer),
            (int)HttpStatusCode.NotImplemented or (int)HttpStatusCode.HttpVersionNotSupported => false,
            >= 500 => true,
            _ => false,
        };

    /// <summary>How long the service asks to wait, null when it does not say.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage answer, TimeProvider time)
    {
        var wait = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static bool IsFinal(HttpResponseMessage answer)
    {
        if (answer.Content is not BufferedContent content)
            return false;
        var text = Encoding.UTF8.GetString(content.Bytes.Span);
        return Array.Exists(FinalTexts, final => text.Contains(final, StringComparison.OrdinalIgnoreCase));
    }
}
