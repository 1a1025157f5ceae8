namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>How a job ends that would have succeeded.</summary>
public sealed record JobOutcome
{
    /// <summary>
    /// <c>no_provider_available</c>, <c>blocked</c>, <c>timeout</c>, <c>expired</c>: it fails for that reason;
    /// <c>failed</c>: for none; <c>partial</c>: half of its results come; <c>mature</c>: its results are rated r.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>What was blocked.</summary>
    public string? BlockedReason { get; init; }

    /// <summary>The text that the step writes into its output's errors; null: none.</summary>
    public string? Error { get; init; }

    /// <summary>Which step, by its name or type; null: any.</summary>
    public string? Step { get; init; }

    /// <summary>How many steps it befalls.</summary>
    public int Times { get; init; } = 1;
}
