using System.Net;
using BerryAIGen.Civitai;

namespace BerryAIGen.Library.Sources.Civitai;

/// <summary>The one place where the client's errors become failures of ours.</summary>
internal static class CivitaiFailures
{
    /// <param name="error">What the client threw.</param>
    /// <param name="what">What was asked for: "model 12", "hash 0a1b2c3d4e".</param>
    public static Failure From(CivitaiRequestException error, string what) =>
        error.StatusCode switch
        {
            HttpStatusCode.NotFound => new(FailureCode.NotFound, $"Civitai does not know {what}: {error.Message}"),
            HttpStatusCode.Gone => new(FailureCode.NotFound, $"Civitai no longer has {what}: {error.Message}"),
            HttpStatusCode.Unauthorized => new(FailureCode.Auth, error.Message),
            HttpStatusCode.Forbidden => new(FailureCode.Auth, error.Message),
            HttpStatusCode.UnavailableForLegalReasons => new(FailureCode.Policy, error.Message),
            HttpStatusCode.TooManyRequests => new(FailureCode.Network, error.Message, IsRetryable: true),
            >= HttpStatusCode.InternalServerError or null => new(FailureCode.Network, error.Message, IsRetryable: true),
            _ => new(FailureCode.Failed, $"Civitai did not answer for {what}: {error.Message}"),
        };
}
