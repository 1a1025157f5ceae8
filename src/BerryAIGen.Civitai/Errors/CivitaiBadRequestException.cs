using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>Civitai does not accept the request as it is: 400 and the other 4xx without a class of their own.</summary>
public sealed class CivitaiBadRequestException(
    string message,
    IReadOnlyList<RequestProblem> problems,
    HttpStatusCode? statusCode = HttpStatusCode.BadRequest
) : CivitaiRequestException(message, statusCode)
{
    /// <summary>What exactly is wrong; empty when Civitai names nothing.</summary>
    public IReadOnlyList<RequestProblem> Problems { get; } = problems;
}
