using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>An answer came that cannot be read.</summary>
public sealed class CivitaiInvalidReplyException(
    string message,
    string? field,
    string body,
    HttpStatusCode? statusCode = null,
    Exception? innerException = null
) : CivitaiRequestException(message, statusCode, innerException)
{
    /// <summary>Where in the JSON it went wrong (<c>$.items[3].id</c>); null when it is not JSON at all.</summary>
    public string? Field { get; } = field;

    /// <summary>The answer for the log, at most its first 64 KiB; secrets in it are masked.</summary>
    public string Body { get; } = body;
}
