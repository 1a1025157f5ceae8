using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>Civitai does not have it, or does not show it: 404, and 410 for an archived model's files.</summary>
public sealed class CivitaiNotFoundException(string message, HttpStatusCode? statusCode = HttpStatusCode.NotFound)
    : CivitaiRequestException(message, statusCode)
{
    /// <summary>True when the model is there but archived: its files cannot be downloaded any more.</summary>
    public bool IsArchived => StatusCode == HttpStatusCode.Gone;
}
