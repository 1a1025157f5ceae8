namespace BerryAIGen.Library.Sidecars;

/// <summary>What became of one sidecar.</summary>
public sealed record WrittenSidecar
{
    /// <summary>The model file.</summary>
    public required string File { get; init; }

    /// <summary>The application.</summary>
    public required string Application { get; init; }

    /// <summary>The sidecar.</summary>
    public required string Path { get; init; }

    public SidecarState State { get; init; }

    /// <summary>Members that had another value before.</summary>
    public IReadOnlyList<string> Replaced { get; init; } = [];

    /// <summary>Members that a person wrote and that stay, although we know another value.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    /// <summary>Why it was not written.</summary>
    public Failure? Failure { get; init; }
}

public enum SidecarState
{
    Refused,
    Written,
    Updated,
    Unchanged,
}
