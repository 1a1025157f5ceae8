using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>Civitai does not serve its API in the caller's country: 451.</summary>
public sealed class CivitaiRegionBlockedException(string message)
    : CivitaiRequestException(message, HttpStatusCode.UnavailableForLegalReasons);
