using System.Globalization;
using System.Net;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai.Errors;

/// <summary>Makes one sentence and one class of error of a refusal.</summary>
internal static class RefusalTranslator
{
    private const string WhereKeysAre = "a key is made on the site under Account settings, API keys";

    public static CivitaiRequestException Translate(Refusal refusal) =>
        refusal switch
        {
            { Status: HttpStatusCode.UnavailableForLegalReasons } => new CivitaiRegionBlockedException(
                $"Civitai does not serve its API in this region ({Place(refusal)})."
            ),
            { Status: HttpStatusCode.TooManyRequests } => RateLimited(refusal),
            { Status: HttpStatusCode.ServiceUnavailable } when RetryRules.ForbiddenTexts.Any(refusal.Body.Says) =>
                Forbidden(refusal),
            { Body.IsPage: true, Status: not HttpStatusCode.NotFound } => Unavailable(refusal),
            { Status: >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout } => Unavailable(refusal),
            { Status: HttpStatusCode.NotFound } => new CivitaiNotFoundException(
                $"Civitai does not have it: {Say(refusal, "not found")} ({Place(refusal)}). It may be unpublished, hidden or misspelt."
            ),
            { Status: HttpStatusCode.Gone } => new CivitaiNotFoundException(
                $"The model is archived; its files cannot be downloaded any more ({Place(refusal)}).",
                refusal.Status
            ),
            { Status: HttpStatusCode.Unauthorized } => Unauthorized(refusal),
            { Status: HttpStatusCode.Forbidden } => Forbidden(refusal),
            _ => new CivitaiBadRequestException(
                $"Civitai refused the request: {Say(refusal, "no reason given")} ({Place(refusal)}).",
                refusal.Body.Problems,
                refusal.Status
            ),
        };

    private static CivitaiRequestException Unauthorized(Refusal refusal)
    {
        if (refusal.Body.Says("disabled downloads"))
            return new CivitaiDownloadDisabledException(
                $"The creator has disabled downloads of this file; no key changes that ({Place(refusal)})."
            );
        var needsLogin = refusal.Body.Says("logged in");
        return refusal.Key switch
        {
            KeyState.None when needsLogin => New(
                UnauthorizedReason.LoginRequired,
                $"The creator lets only signed-in people download this, and no API key is set; {WhereKeysAre}"
            ),
            KeyState.None => New(
                UnauthorizedReason.KeyMissing,
                $"This needs an API key and none is set; {WhereKeysAre}"
            ),
            KeyState.Refused => New(
                UnauthorizedReason.KeyRefused,
                $"Civitai does not accept the API key: it is wrong, expired or revoked; {WhereKeysAre}"
            ),
            _ => New(
                UnauthorizedReason.NotAllowed,
                $"The API key's owner may not do this: {Say(refusal, "no reason given")}"
            ),
        };

        CivitaiUnauthorizedException New(UnauthorizedReason reason, string sentence) =>
            new($"{sentence} ({Place(refusal)}).", reason);
    }

    private static CivitaiRequestException Forbidden(Refusal refusal)
    {
        if (refusal.Body.Label == "Early Access" || refusal.Body.Says("Early Access"))
        {
            var until = refusal.Body.Deadline is { } deadline
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $" until {deadline.ToUniversalTime():yyyy-MM-dd HH:mm} UTC"
                )
                : "";
            return new CivitaiEarlyAccessException(
                $"The file is in early access{until}: buy the access on the site or wait ({Place(refusal)}).",
                refusal.Body.Deadline
            );
        }
        return new CivitaiUnauthorizedException(
            $"Civitai does not allow this: {Say(refusal, "no reason given")} ({Place(refusal)}).",
            UnauthorizedReason.NotAllowed,
            refusal.Status
        );
    }

    private static CivitaiRateLimitedException RateLimited(Refusal refusal)
    {
        var isPermanent = refusal.Body.Says(RetryRules.PageCapText);
        var sentence = refusal switch
        {
            _ when isPermanent =>
                "Page numbers reach the first 1000 rows only; go on with the cursor of the page before",
            { RetryAfter: { } wait } => $"Civitai wants fewer requests; wait {Math.Ceiling(wait.TotalSeconds)} seconds",
            _ => $"Civitai wants fewer requests: {Say(refusal, "try again later")}",
        };
        return new CivitaiRateLimitedException($"{sentence} ({Place(refusal)}).", refusal.RetryAfter, isPermanent);
    }

    private static CivitaiUnavailableException Unavailable(Refusal refusal)
    {
        var sentence = refusal.Body.IsPage
            ? $"Civitai is not available: a web page came instead of an answer, \"{Say(refusal, "without a title")}\""
            : $"Civitai failed: {Say(refusal, "no reason given")}";
        return new CivitaiUnavailableException($"{sentence} ({Place(refusal)}). Try again later.", refusal.Status)
        {
            RetryAfter = refusal.RetryAfter,
        };
    }

    private static string Say(Refusal refusal, string otherwise) => refusal.Body.Text?.TrimEnd('.') ?? otherwise;

    private static string Place(Refusal refusal) => $"{(int)refusal.Status}, {refusal.Asked}";
}
