using System.Net;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Sources.S3;

/// <summary>Says in our words what S3 refused.</summary>
internal static class S3Failures
{
    public static Failure From(HttpStatusCode status, string? code, string message, S3Place place, S3Options options) =>
        (code, (int)status) switch
        {
            ("NoSuchBucket", _) => new(
                FailureCode.NotFound,
                $"{options.Server} has no bucket \"{place.Bucket}\"; check its name{(options.Endpoint is null ? " and AWS_REGION" : "")}."
            ),
            ("InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken", _) => new(
                FailureCode.Auth,
                $"{options.Server} refuses the key in AWS_ACCESS_KEY_ID ({code}); check it and AWS_SECRET_ACCESS_KEY."
            ),
            ("PermanentRedirect" or "TemporaryRedirect" or "AuthorizationHeaderMalformed", _) or (_, 301 or 307) => new(
                FailureCode.Usage,
                $"The bucket \"{place.Bucket}\" is not in the region {options.Region}; name its own in AWS_REGION."
            ),
            (_, 401 or 403) => new(
                FailureCode.Auth,
                options.Key is null
                    ? $"{place.Address} is not public: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of somebody who may read it."
                    : $"The key in AWS_ACCESS_KEY_ID may not read {place.Address}."
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

    public static Failure NoAnswer(Exception problem, S3Options options) =>
        new(
            FailureCode.Network,
            $"{options.Server} does not answer: {SafeText.Mask(problem.Message.TrimEnd('.'))}.",
            IsRetryable: true
        );
}
