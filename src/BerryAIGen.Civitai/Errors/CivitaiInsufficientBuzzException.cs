using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>The accounts that may pay hold less than it costs: 403 with a plain text. Nothing was charged.</summary>
public sealed class CivitaiInsufficientBuzzException(string message)
    : CivitaiRequestException(message, HttpStatusCode.Forbidden);
