using BerryAIGen.Library;
using BerryAIGen.Library.Subscriptions;

namespace BerryAIGen.Database.Subscriptions;

/// <summary>What becomes of a version now.</summary>
/// <param name="State">One of <see cref="FoundState"/>.</param>
/// <param name="Code">What it waits for, or why it was refused; null for nothing.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="TaskId">The download; null for none.</param>
public sealed record FetchOutcome(string State, string? Code = null, string? Reason = null, string? TaskId = null)
{
    /// <summary>What the source says of the version by now; null when it was not asked.</summary>
    public FollowedVersion? Now { get; init; }

    /// <summary>What a failure of a download makes of a version.</summary>
    internal static FetchOutcome Of(Failure failure) =>
        failure switch
        {
            { Code: FailureCode.Disk } => new(FoundState.Waiting, FetchLimits.Disk, Sentence(failure)),
            { Deadline: not null } => new(FoundState.Waiting, SubscriptionFetch.EarlyAccess, Sentence(failure)),
            { Code: FailureCode.Network } or { IsRetryable: true } => new(
                FoundState.Waiting,
                "network",
                Sentence(failure)
            ),
            { Code: FailureCode.Policy or FailureCode.Verification } => new(
                FoundState.Refused,
                "policy",
                Sentence(failure)
            ),
            _ => new(FoundState.Failed, "failed", Sentence(failure)),
        };

    private static string Sentence(Failure failure) => failure.Message.TrimEnd('.');
}
