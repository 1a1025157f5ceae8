using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>The file must be bought, or waited for: 403 with <c>Early Access</c>. Retrying does not help.</summary>
public sealed class CivitaiEarlyAccessException(string message, DateTimeOffset? deadline)
    : CivitaiRequestException(message, HttpStatusCode.Forbidden)
{
    /// <summary>When everybody may download it; null when Civitai does not say, or never (paid access).</summary>
    public DateTimeOffset? Deadline { get; } = deadline;
}
