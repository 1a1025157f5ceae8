using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>The creator switched downloads off: a 401 that no key cures.</summary>
public sealed class CivitaiDownloadDisabledException(string message)
    : CivitaiRequestException(message, HttpStatusCode.Unauthorized);
