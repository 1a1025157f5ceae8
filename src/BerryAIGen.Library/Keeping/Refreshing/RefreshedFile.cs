namespace BerryAIGen.Library.Keeping.Refreshing;

/// <summary>What became of the record of one file.</summary>
public enum RefreshState
{
    /// <summary>The source says something new, and it is written down.</summary>
    Refreshed,

    /// <summary>The source says what was known.</summary>
    Unchanged,

    /// <summary>No source knows the file.</summary>
    Unknown,

    /// <summary>The source had it and has it no more; everything that was known stays.</summary>
    Gone,

    Failed,
}

/// <summary>One file of a refresh.</summary>
/// <param name="Path">The model.</param>
/// <param name="State">What became of its record.</param>
public sealed record RefreshedFile(string Path, RefreshState State)
{
    /// <summary>The members of the sidecar that changed.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    public string? Reason { get; init; }

    public Failure? Failure { get; init; }
}
