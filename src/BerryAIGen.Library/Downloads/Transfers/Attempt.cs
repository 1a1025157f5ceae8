namespace BerryAIGen.Library.Downloads.Transfers;

/// <summary>What one question and its answer came to.</summary>
internal enum AttemptEnd
{
    Complete,

    /// <summary>Worth another question after a pause.</summary>
    Retry,

    /// <summary>Worth another question at once: the signed address expired, or the part was given up.</summary>
    AskAnew,

    /// <summary>The server's file is another one now, or was never the one it said: all bytes go.</summary>
    Changed,

    /// <summary>The server does not give ranges, or others than it was asked for; nothing is wrong with the file.</summary>
    NoRanges,

    /// <summary>The disk failed.</summary>
    Disk,

    Stop,

    /// <summary>As <see cref="Stop"/>, with a part that may be complete.</summary>
    Unknown,
}

/// <summary>How an attempt ended, why, and the pause that the server wishes.</summary>
internal sealed record Attempt(AttemptEnd End, Failure? Failure = null, TimeSpan? RetryAfter = null)
{
    internal static readonly Attempt Complete = new(AttemptEnd.Complete);

    internal static readonly Attempt NoRanges = new(
        AttemptEnd.NoRanges,
        new Failure(FailureCode.Network, "The server gives no ranges.", IsRetryable: true)
    );

    /// <summary>True when it ends the work of every connection.</summary>
    internal bool IsFinal => End is AttemptEnd.Changed or AttemptEnd.Disk;

    internal static Attempt Stop(Failure failure) => new(AttemptEnd.Stop, failure);

    /// <summary>An interruption by the network.</summary>
    internal static Attempt Broken(string message) =>
        new(AttemptEnd.Retry, new Failure(FailureCode.Network, message, IsRetryable: true));
}
