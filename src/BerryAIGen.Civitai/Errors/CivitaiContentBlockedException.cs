using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>The content is not allowed; the same again is refused again. Nothing was charged.</summary>
public sealed class CivitaiContentBlockedException(
    string message,
    string reason,
    IReadOnlyList<RequestProblem>? problems = null,
    HttpStatusCode? statusCode = HttpStatusCode.Forbidden
) : CivitaiRequestException(message, statusCode)
{
    /// <summary>The service's words.</summary>
    public string Reason { get; } = reason;

    /// <summary>What exactly is blocked; empty when the service names nothing.</summary>
    public IReadOnlyList<RequestProblem> Problems { get; } = problems ?? [];
}
