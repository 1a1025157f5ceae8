using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>An answer that is not the wished one, with what is needed to explain it.</summary>
/// <param name="Status">The answer's status.</param>
/// <param name="Asked">What was asked, safe to print: <c>/api/v1/models/1</c>.</param>
/// <param name="Body">What the answer says.</param>
/// <param name="RetryAfter">How long the service asks to wait.</param>
/// <param name="Key">What is known of the key; null when it could not be found out.</param>
internal sealed record Refusal(
    HttpStatusCode Status,
    string Asked,
    ErrorBody Body,
    TimeSpan? RetryAfter,
    KeyState? Key
);
