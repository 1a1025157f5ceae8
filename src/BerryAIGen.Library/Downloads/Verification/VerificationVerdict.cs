namespace BerryAIGen.Library.Downloads.Verification;

/// <summary>How sure it is that the bytes are the promised ones.</summary>
public enum VerificationOutcome
{
    /// <summary>A cryptographic hash of the whole file is equal.</summary>
    Verified,

    /// <summary>A shorter or partial comparison held: chance is unlikely, intent is not excluded.</summary>
    Weak,

    /// <summary>The source promises nothing that could be compared.</summary>
    Unverified,

    /// <summary>Everything that could be compared differs.</summary>
    Failed,
}

/// <summary>The verdict on a complete part.</summary>
/// <param name="Outcome">The verdict.</param>
/// <param name="VerifiedBy">The strongest comparison that held: sha256, blake3, git_sha1, autov3, autov2, crc32, size or none.</param>
/// <param name="Message">What was compared, with the expected and the actual value of what differs; null when there is nothing to say.</param>
public sealed record VerificationVerdict(VerificationOutcome Outcome, string VerifiedBy, string? Message)
{
    /// <summary>Set when the outcome is Failed.</summary>
    public Failure? Failure =>
        Outcome == VerificationOutcome.Failed ? new Failure(FailureCode.Verification, Message!) : null;
}
