using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Errors;

namespace BerryAIGen.Library.Sources.Civitai;

/// <summary>The one place where the client's errors become failures of ours; its sentences stay, the class is ours.</summary>
internal static class CivitaiFailures
{
    /// <param name="error">What the client threw.</param>
    /// <param name="what">What was asked for: "model 12", "hash 0a1b2c3d4e".</param>
    public static Failure From(CivitaiRequestException error, string what) =>
        error switch
        {
            CivitaiNotFoundException { IsArchived: true } => new(FailureCode.NotFound, error.Message),
            CivitaiNotFoundException => new(
                FailureCode.NotFound,
                $"{char.ToUpperInvariant(what[0])}{what[1..]}: {error.Message}"
            ),
            CivitaiEarlyAccessException early => new(FailureCode.Policy, error.Message)
            {
                Details = early.Deadline is { } deadline
                    ? new Dictionary<string, string> { ["deadline"] = deadline.ToString("O") }
                    : [],
            },
            CivitaiDownloadDisabledException or CivitaiRegionBlockedException or CivitaiAddressRefusedException => new(
                FailureCode.Policy,
                error.Message
            ),
            CivitaiUnauthorizedException
            {
                Reason: UnauthorizedReason.KeyMissing or UnauthorizedReason.LoginRequired
            } => new(FailureCode.Auth, $"{error.Message} Put it in CIVITAI_API_KEY or give it with --api-key."),
            CivitaiUnauthorizedException => new(FailureCode.Auth, error.Message),
            CivitaiUnavailableException => new(FailureCode.Network, error.Message, IsRetryable: true),
            CivitaiRateLimitedException limited => new(FailureCode.Network, error.Message, !limited.IsPermanent),
            _ => new(FailureCode.Failed, error.Message),
        };
}
