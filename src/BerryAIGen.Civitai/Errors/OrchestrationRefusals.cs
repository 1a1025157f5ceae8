using System.Net;

namespace BerryAIGen.Civitai.Errors;

/// <summary>Makes one sentence and one class of error of what the orchestrator refuses.</summary>
internal static class OrchestrationRefusals
{
    // 403 says what it means in words only; these are the words.
    private static readonly string[] BuzzWords = ["buzz", "funds", "balance", "afford"];
    private static readonly string[] AccountWords = ["account", "banned", "muted"];
    private static readonly string[] BlockWords =
    [
        "blocked",
        "moderat",
        "prohibited",
        "violat",
        "inappropriate",
        "flagged",
    ];

    public static CivitaiRequestException Translate(Refusal refusal) =>
        refusal switch
        {
            { Status: HttpStatusCode.TooManyRequests } => new CivitaiRateLimitedException(
                refusal.RetryAfter is { } wait
                    ? $"The orchestrator wants fewer requests; wait {Math.Ceiling(wait.TotalSeconds)} seconds ({Place(refusal)})."
                    : $"The orchestrator wants fewer requests: {Say(refusal, "try again later")} ({Place(refusal)}).",
                refusal.RetryAfter,
                isPermanent: false
            ),
            { Body.IsPage: true }
            or { Status: >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout } => Unavailable(
                refusal
            ),
            { Status: HttpStatusCode.Unauthorized } => Unauthorized(refusal),
            { Status: HttpStatusCode.Forbidden } => Forbidden(refusal),
            { Status: HttpStatusCode.NotFound } => new CivitaiNotFoundException(
                $"The orchestrator does not have it: {Say(refusal, "not found")} ({Place(refusal)}). It may be somebody else's, deleted, or an ephemeral workflow that has ended."
            ),
            { Status: HttpStatusCode.Gone } => new CivitaiNotFoundException(
                $"It has expired and cannot be fetched any more ({Place(refusal)}).",
                refusal.Status
            ),
            { Status: HttpStatusCode.Conflict } => new CivitaiConflictException(
                $"It cannot be changed any more: {Say(refusal, "it has begun")} ({Place(refusal)})."
            ),
            { Status: HttpStatusCode.UnprocessableEntity } when Says(refusal, BlockWords) => Blocked(refusal),
            _ => new CivitaiBadRequestException(
                $"The orchestrator refused the request: {Say(refusal, Plain(refusal.Status))} ({Place(refusal)}).",
                refusal.Body.Problems,
                refusal.Status
            ),
        };

    /// <summary>The same of a host that only keeps bytes: its words are about its own addresses.</summary>
    public static CivitaiRequestException TranslateStorage(Refusal refusal, string host) =>
        refusal.Status switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new CivitaiNotFoundException(
                $"{host} does not have the bytes: {Say(refusal, "not found")} ({Place(refusal)}).",
                refusal.Status
            ),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new CivitaiUnauthorizedException(
                $"{host} does not give the bytes: {Say(refusal, "no reason given")} ({Place(refusal)}). The address may have expired.",
                UnauthorizedReason.NotAllowed,
                refusal.Status
            ),
            _ => new CivitaiUnavailableException(
                $"{host} does not give the bytes: {Say(refusal, "no reason given")} ({Place(refusal)}). Try again later.",
                refusal.Status
            )
            {
                RetryAfter = refusal.RetryAfter,
            },
        };

    private static CivitaiUnauthorizedException Unauthorized(Refusal refusal) =>
        refusal.Key == KeyState.None
            ? new(
                $"The orchestrator needs an API key and none is set for it; Civitai's is made on the site under Account settings, API keys ({Place(refusal)}).",
                UnauthorizedReason.KeyMissing
            )
            : new(
                $"The orchestrator does not accept the API key: {Say(refusal, "it is wrong, expired or revoked")} ({Place(refusal)}).",
                UnauthorizedReason.KeyRefused
            );

    private static CivitaiRequestException Forbidden(Refusal refusal)
    {
        // An account that is blocked is no content that is.
        var isOfAccount = Says(refusal, AccountWords) && !Says(refusal, BuzzWords);
        if (!isOfAccount && Says(refusal, BlockWords))
            return Blocked(refusal);
        if (Says(refusal, BuzzWords))
            return new CivitaiInsufficientBuzzException(
                $"There is not enough Buzz: {Say(refusal, "no reason given")} ({Place(refusal)}). Nothing was charged; buy Buzz, or allow another account to pay."
            );
        return new CivitaiUnauthorizedException(
            $"The orchestrator does not allow this: {Say(refusal, "no reason given, which often means that there is not enough Buzz")} ({Place(refusal)}).",
            UnauthorizedReason.NotAllowed,
            refusal.Status
        );
    }

    private static CivitaiContentBlockedException Blocked(Refusal refusal) =>
        new(
            $"The content is blocked: {Say(refusal, "no reason given")} ({Place(refusal)}). Nothing was charged; the same content is refused again.",
            Say(refusal, "no reason given"),
            refusal.Body.Problems,
            refusal.Status
        );

    private static CivitaiUnavailableException Unavailable(Refusal refusal)
    {
        var sentence = refusal.Body.IsPage
            ? $"The orchestrator is not available: a web page came instead of an answer, \"{Say(refusal, "without a title")}\""
            : $"The orchestrator failed: {Say(refusal, "no reason given")}";
        return new($"{sentence} ({Place(refusal)}). Try again later.", refusal.Status)
        {
            RetryAfter = refusal.RetryAfter,
        };
    }

    private static string Plain(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.RequestEntityTooLarge => "it is too large",
            HttpStatusCode.UnsupportedMediaType => "its media type is not supported",
            HttpStatusCode.UnprocessableEntity => "it cannot be read",
            _ => "no reason given",
        };

    private static bool Says(Refusal refusal, string[] words) => Array.Exists(words, refusal.Body.Says);

    private static string Say(Refusal refusal, string otherwise) => refusal.Body.Text?.TrimEnd('.') ?? otherwise;

    private static string Place(Refusal refusal) => $"{(int)refusal.Status}, {refusal.Asked}";
}
