using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>It is in a state that does not allow this: 409, a step that has begun.</summary>
public sealed class CivitaiConflictException(string message)
    : CivitaiRequestException(message, HttpStatusCode.Conflict);
