using System.Globalization;
using System.Net;
using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Transfers.Failures;

/// <summary>Turns a status that brings no file into a sentence.</summary>
internal static class StatusFailures
{
    /// <summary>Worth asking again: too many requests, a time-out, or a server in trouble.</summary>
    internal static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425
        || (
            (int)status >= 500
            && status is not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported)
        );

    /// <summary>Storage refuses a signed address that expired with 403, some with 400 or 401; only it says so in XML.</summary>
    internal static bool MayBeExpired(HttpAnswer answer, string body) =>
        answer.Redirects > 0
        && (
            answer.Response!.StatusCode == HttpStatusCode.Forbidden
            || (
                answer.Response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized
                && body.Contains("expired", StringComparison.OrdinalIgnoreCase)
            )
        );

    internal static Failure From(HttpAnswer answer, string body, TransferRequest request)
    {
        var status = answer.Response!.StatusCode;
        var place = $"{request.Name} from {SafeText.Address(answer.Address)}";
        var said = ErrorBody.Sentence(body) is { } sentence ? $" The server says: {sentence}" : "";
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when IsEarlyAccess(body) => TooEarly(
                ErrorBody.Deadline(body),
                place,
                said
            ),
            HttpStatusCode.Unauthorized => NeedsKey(answer, request, place, said),
            HttpStatusCode.Forbidden => new(
                FailureCode.Auth,
                $"The server refused {place} (status 403).{said} The key's owner may have no access to it: look at the file's page in a browser."
            ),
            HttpStatusCode.NotFound => new(FailureCode.NotFound, $"{place} does not exist (status 404).{said}"),
            HttpStatusCode.Gone => new(FailureCode.NotFound, $"{place} was removed for good (status 410).{said}"),
            HttpStatusCode.UnavailableForLegalReasons => new(
                FailureCode.Policy,
                $"{place} may not be served where you are, for legal reasons (status 451).{said}"
            ),
            _ when IsTransient(status) => new(
                FailureCode.Network,
                $"The server could not give {place} (status {(int)status}).{said} Try again later.",
                IsRetryable: true
            ),
            _ => new(FailureCode.Failed, $"The server answered status {(int)status} for {place}.{said}"),
        };
    }

    private static Failure TooEarly(DateTimeOffset? end, string place, string said)
    {
        var until = end is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" until {end.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        return new Failure(
            FailureCode.Policy,
            $"{place} is in early access{until} and not free to download yet.{said} Wait for its release or get access on its page."
        )
        {
            Deadline = end,
        };
    }

    private static Failure NeedsKey(HttpAnswer answer, TransferRequest request, string place, string said)
    {
        var where = request.KeyVariable is null ? "" : $" in {request.KeyVariable}";
        return request.TokenFor(answer.Address) is null
            ? new(
                FailureCode.Auth,
                $"{place} needs a key, and none was sent.{said} Put an API token{where} and try again."
            )
            : new(FailureCode.Auth, $"The key was refused for {place}.{said} Check the API token{where}.");
    }

    private static bool IsEarlyAccess(string body) =>
        body.Contains("early access", StringComparison.OrdinalIgnoreCase)
        || body.Contains("earlyAccess", StringComparison.OrdinalIgnoreCase);
}
