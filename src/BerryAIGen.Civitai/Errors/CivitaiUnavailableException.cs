using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>
/// No connection, no answer in time, a server error, or somebody else's answer in Civitai's place: Cloudflare's, the
/// maintenance page. The same request may succeed later.
/// </summary>
public sealed class CivitaiUnavailableException(
    string message,
    HttpStatusCode? statusCode = null,
    Exception? innerException = null
) : CivitaiRequestException(message, statusCode, innerException)
{
    /// <summary>How long to wait; null when the answer does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
