using System.Globalization;
using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Errors;

namespace BerryAIGen.Library.Sources.Civitai;

/// <summary>The one place where the client's errors become failures of ours; its sentences stay, the class is ours.</summary>
public static class CivitaiFailures
{
    /// <summary>What a program and a person need to know of an error: its class, whether to try again, and when.</summary>
    /// <param name="error">What the client threw.</param>
    /// <param name="what">What was asked for: "model 12", "hash 0a1b2c3d4e"; null when the sentence says it already.</param>
    public static Failure From(CivitaiRequestException error, string? what = null) =>
        error switch
        {
            CivitaiNotFoundException { IsArchived: false } when what is { Length: > 0 } => new(
                FailureCode.NotFound,
                $"{char.ToUpperInvariant(what[0])}{what[1..]}: {error.Message}"
            )
            {
                IsGone = true,
            },
            CivitaiNotFoundException => new(FailureCode.NotFound, error.Message) { IsGone = true },
            CivitaiEarlyAccessException early => new(FailureCode.Policy, error.Message) { Deadline = early.Deadline },
            CivitaiDownloadDisabledException or CivitaiRegionBlockedException or CivitaiAddressRefusedException => new(
                FailureCode.Policy,
                error.Message
            ),
            CivitaiUnauthorizedException
            {
                Reason: UnauthorizedReason.KeyMissing or UnauthorizedReason.LoginRequired
            } => new(FailureCode.Auth, $"{error.Message} Put it in CIVITAI_API_KEY or give it with --api-key."),
            CivitaiUnauthorizedException => new(FailureCode.Auth, error.Message),
            CivitaiUnavailableException down => Later(error.Message, down.RetryAfter),
            CivitaiRateLimitedException { IsPermanent: true } => new(FailureCode.Network, error.Message)
            {
                ResolutionSteps = ["Go on with the cursor of the last answer instead of a page number."],
            },
            CivitaiRateLimitedException limited => Later(error.Message, limited.RetryAfter),
            // Cut short or garbled on its way, as a rule; the next one may be whole.
            CivitaiInvalidReplyException => new(FailureCode.Failed, error.Message, IsRetryable: true),
            _ => new(FailureCode.Failed, error.Message),
        };

    private static Failure Later(string message, TimeSpan? pause)
    {
        var seconds = pause is { } wait ? Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null;
        return new Failure(FailureCode.Network, message, IsRetryable: true)
        {
            Details = Detail("retry_after_seconds", seconds),
            ResolutionSteps = seconds is null ? ["Try again in some minutes."] : [$"Try again in {seconds} seconds."],
        };
    }

    private static Dictionary<string, string> Detail(string name, string? value) =>
        value is null ? [] : new Dictionary<string, string> { [name] = value };
}
