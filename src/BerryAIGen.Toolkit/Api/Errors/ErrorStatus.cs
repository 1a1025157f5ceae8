using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api.Errors;

/// <summary>The status of each failure.</summary>
internal static class ErrorStatus
{
    public static int Of(FailureCode code) =>
        code switch
        {
            FailureCode.Usage => StatusCodes.Status400BadRequest,
            FailureCode.NotFound => StatusCodes.Status404NotFound,
            FailureCode.Conflict => StatusCodes.Status409Conflict,
            // Of a source's key; the server's own keys answer 401 before an endpoint is reached.
            FailureCode.Auth or FailureCode.Policy => StatusCodes.Status403Forbidden,
            FailureCode.Verification => StatusCodes.Status422UnprocessableEntity,
            FailureCode.Disk => StatusCodes.Status507InsufficientStorage,
            FailureCode.Network => StatusCodes.Status502BadGateway,
            FailureCode.Cancelled => StatusCodes.Status499ClientClosedRequest,
            _ => StatusCodes.Status500InternalServerError,
        };
}
