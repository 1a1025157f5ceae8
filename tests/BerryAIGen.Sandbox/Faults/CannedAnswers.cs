using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Pages;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Faults;

/// <summary>What the canned answers look like.</summary>
internal static class CannedAnswers
{
    private const string Maintenance =
        "<!DOCTYPE html><html><head><title>Civitai</title></head><body><h1>We're adjusting a few things, be back in a few minutes</h1></body></html>";

    public static Answer Of(CannedAnswer canned) =>
        canned switch
        {
            CannedAnswer.LoginPage => SitePages.Login,
            CannedAnswer.MaintenancePage => Answer.Html(200, Maintenance),
            CannedAnswer.MaintenanceUnavailable => Answer.Html(503, Maintenance),
            CannedAnswer.Cloudflare502 => Cloudflare(502, "Bad gateway"),
            CannedAnswer.Cloudflare520 => Cloudflare(520, "Web server is returning an unknown error"),
            CannedAnswer.ErrorCode1010 => Answer.Plain(403, "error code: 1010"),
            CannedAnswer.HugeError => Answer.Unexpected(new string('x', 5 * 1024 * 1024)),
            CannedAnswer.RegionBlocked => Answer.Of(
                451,
                new JsonObject
                {
                    ["error"] = "Access to this service is not available in your region due to legal restrictions.",
                    ["code"] = "REGION_BLOCKED",
                }
            ),
            CannedAnswer.RateLimited => NotStored(Answer.Error(429, "Rate limit exceeded, please retry shortly."))
                .With("Retry-After", "1"),
            CannedAnswer.DownloadQuota => NotStored(
                Answer.Error(
                    429,
                    "We've noticed an unusual amount of downloading from your account. Contact support@civitai.com or come back later."
                )
            ),
            CannedAnswer.Overloaded => NotStored(Answer.Error(503, "Server busy, please retry shortly."))
                .With("Retry-After", "2"),
            _ => throw new ArgumentOutOfRangeException(nameof(canned), canned, "There is no such canned answer."),
        };

    private static Answer NotStored(Answer answer) => answer.With("Cache-Control", "no-store");

    private static Answer Cloudflare(int status, string title) =>
        Answer
            .Html(
                status,
                $"<!DOCTYPE html>\n<html lang=\"en-US\"><head><title>civitai.com | {status}: {title}</title></head><body><div id=\"cf-error-details\"><h1>{title} <span>Error code {status}</span></h1></div></body></html>"
            )
            .With("CF-RAY", "8a1b2c3d4e5f6a7b-FRA")
            .With("Server", "cloudflare");
}
