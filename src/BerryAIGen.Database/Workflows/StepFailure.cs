namespace BerryAIGen.Database.Workflows;

/// <summary>How a try of a step failed.</summary>
/// <param name="Status">Failed, expired or canceled.</param>
/// <param name="Why">For people.</param>
public sealed record StepFailure(string Status, string Why)
{
    /// <summary>Whether the same again may succeed.</summary>
    public bool MayRetry { get; init; }

    /// <summary>Whether it failed for what was sent.</summary>
    public bool IsUserError { get; init; }
}
