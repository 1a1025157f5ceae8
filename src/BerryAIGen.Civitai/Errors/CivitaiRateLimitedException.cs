using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>Civitai wants fewer requests: 429.</summary>
public sealed class CivitaiRateLimitedException(string message, TimeSpan? retryAfter, bool isPermanent)
    : CivitaiRequestException(message, HttpStatusCode.TooManyRequests)
{
    /// <summary>How long to wait; null when Civitai does not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>True for the limit of paging by page number: this request never succeeds, a cursor does.</summary>
    public bool IsPermanent { get; } = isPermanent;
}
