namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>What one question and its answer came to.</summary>
internal enum AttemptEnd
{
    Complete,

    /// <summary>Worth another question after a pause.</summary>
    Retry,

    /// <summary>Worth another question at once: the signed address expired, or the part was given up.</summary>
    AskAnew,

    Stop,

    /// <summary>As <see cref="Stop"/>, with a part that may be complete.</summary>
    Unknown,
}

/// <summary>How an attempt ended, why, and the pause that the server wishes.</summary>
internal sealed record Attempt(AttemptEnd End, Failure? Failure = null, TimeSpan? RetryAfter = null)
{
    internal static readonly Attempt Complete = new(AttemptEnd.Complete);

    internal static Attempt Stop(Failure failure) => new(AttemptEnd.Stop, failure);

    /// <summary>An interruption by the network.</summary>
    internal static Attempt Broken(string message) =>
        new(AttemptEnd.Retry, new Failure(FailureCode.Network, message, IsRetryable: true));
}
