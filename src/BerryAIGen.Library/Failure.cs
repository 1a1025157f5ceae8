namespace BerryAIGen.Library;

/// <summary>Why something was not done: one sentence a person can act on, and a code a program can act on.</summary>
/// <param name="Code">The class of the failure; hosts map it to an exit code or a status.</param>
/// <param name="Message">What, which one, and what to do; never holds a secret.</param>
/// <param name="IsRetryable">True when the same call may succeed later without a change.</param>
public sealed record Failure(FailureCode Code, string Message, bool IsRetryable = false)
{
    /// <summary>True when the source has it no longer, or never had it: another one may.</summary>
    public bool IsGone { get; init; }

    /// <summary>Further steps to try, most promising first.</summary>
    public IReadOnlyList<string> ResolutionSteps { get; init; } = [];

    /// <summary>Facts for a program: ids, sizes, hashes, a deadline.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();
}
