using System.Net;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Sources.S3;

/// <summary>Says in our words what S3 refused.</summary>
internal static class S3Failures
{
    public static Failure From(
        HttpStatusCode status,
        string? code,
        string message,
        S3Place place,
        S3Options options,
        bool isWrite = false
    ) =>
        (code, (int)status) switch
        {
            ("NoSuchBucket", _) => new(
                FailureCode.NotFound,
                $"{options.Server} has no bucket \"{place.Bucket}\"; check its name{(options.Endpoint is null ? " and its region" : "")}."
            ),
            ("InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken", _) => new(
                FailureCode.Auth,
                $"{options.Server} refuses the key in {options.KeyPlace} ({code}); check it and {(options.KeyPlace == S3Options.KeyId ? "AWS_SECRET_ACCESS_KEY" : "its secret")}."
            ),
            ("PermanentRedirect" or "TemporaryRedirect" or "AuthorizationHeaderMalformed", _) or (_, 301 or 307) => new(
                FailureCode.Usage,
                $"The bucket \"{place.Bucket}\" is not in the region {options.Region}; name its own in AWS_REGION, or for a root with 'berry roots set NAME --region REGION'."
            ),
            ("RequestTimeTooSkewed", _) => new(
                FailureCode.Auth,
                $"The clock of this machine and that of {options.Server} differ too much, so it takes no signature; set the clock and try again.",
                IsRetryable: true
            ),
            ("QuotaExceeded" or "XMinioStorageFull" or "InsufficientCapacity" or "ServiceQuotaExceeded", _)
            or (_, 507) => new(
                FailureCode.Disk,
                $"{options.Server} has no room left for {place.Address}; free some there or raise its quota.",
                IsRetryable: true
            ),
            ("PreconditionFailed", _) or (_, 412) => new(
                FailureCode.Conflict,
                $"{place.Address} came there or became another one meanwhile; nothing was replaced."
            ),
            ("BadDigest" or "XAmzContentSHA256Mismatch" or "InvalidDigest", _) => new(
                FailureCode.Verification,
                $"{options.Server} got other bytes of {place.Address} than were sent ({code}); nothing was stored.",
                IsRetryable: true
            ),
            (_, 401 or 403) => new(
                FailureCode.Auth,
                options.Key is null
                    ? $"{place.Address} is not public{HowToAsk(options)} of somebody who may {(isWrite ? "write" : "read")} it."
                    : $"The key in {options.KeyPlace} may not {(isWrite ? "write" : "read")} {place.Address}."
            ),
            (_, 404) => new(
                FailureCode.NotFound,
                place.IsPrefix
                    ? $"There is nothing below {place.Address}."
                    : $"There is no object {place.Address}; for everything below a folder write {place.Address}/."
            ),
            (_, 429 or >= 500) => new(
                FailureCode.Network,
                $"{options.Server} is in trouble (status {(int)status}). Try again later.",
                IsRetryable: true
            ),
            _ => new(FailureCode.Failed, $"{options.Server} refuses {place.Address}: {SafeText.Mask(message)}"),
        };

    // Whoever named a profile is asked as nobody else.
    private static string HowToAsk(S3Options options) =>
        options.KeyPlace == S3Options.KeyId
            ? ": set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile for a root with 'berry roots set NAME --profile PROFILE', with the key"
            : $", and {options.KeyPlace} has no key that is written in it: name a profile, in {S3Profile.Variable} or for a root with 'berry roots set NAME --profile PROFILE', with the key";

    public static Failure NoAnswer(Exception problem, S3Options options) =>
        new(
            FailureCode.Network,
            $"{options.Server} does not answer: {SafeText.Mask(problem.Message.TrimEnd('.'))}.",
            IsRetryable: true
        );
}
