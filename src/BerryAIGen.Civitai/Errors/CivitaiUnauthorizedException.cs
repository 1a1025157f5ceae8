using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>A key is missing, refused, or not enough: 401 and 403.</summary>
public sealed class CivitaiUnauthorizedException(
    string message,
    UnauthorizedReason reason,
    HttpStatusCode? statusCode = HttpStatusCode.Unauthorized
) : CivitaiRequestException(message, statusCode)
{
    /// <summary>Which of the reasons it is.</summary>
    public UnauthorizedReason Reason { get; } = reason;
}
