using System.Net;

namespace BerryAIGen.Civitai;

/// <summary>Civitai refused a request or could not be reached; its children say which.</summary>
public class CivitaiRequestException : Exception
{
    /// <summary>Creates the error with its message.</summary>
    public CivitaiRequestException(string message, HttpStatusCode? statusCode = null, Exception? innerException = null)
        : base(message, innerException) => StatusCode = statusCode;

    /// <summary>The status of the answer; null when there was none.</summary>
    public HttpStatusCode? StatusCode { get; }

    /// <summary>
    /// The external id of the workflow that was being submitted: the same action is submitted again with it, and never
    /// pays twice. Null for everything else.
    /// </summary>
    public string? ExternalId { get; internal set; }

    /// <summary>
    /// How often the orchestrator was asked until it refused: after more than one time nobody knows whether an earlier one
    /// was taken. 0 where it was not the orchestrator's own refusal.
    /// </summary>
    public int Attempts { get; internal set; }
}
