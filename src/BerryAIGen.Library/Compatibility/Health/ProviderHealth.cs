namespace BerryAIGen.Library.Compatibility.Health;

/// <summary>What a provider answered when it was asked.</summary>
public sealed record ProviderHealth
{
    public required ProviderState State { get; init; }

    /// <summary>Where it was asked; null when it was not.</summary>
    public Uri? Address { get; init; }

    public string? Version { get; init; }

    /// <summary>What it holds; null when it did not tell.</summary>
    public IReadOnlyList<HeldModel>? Models { get; init; }

    /// <summary>For a person: why it is not well, and what to do.</summary>
    public string? Message { get; init; }

    public DateTimeOffset CheckedAt { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>Whether it was asked and did not answer as it should.</summary>
    public bool HasFailed => State is ProviderState.Unreachable or ProviderState.Unauthorized or ProviderState.Failing;
}

/// <summary>How a provider stands.</summary>
public enum ProviderState
{
    /// <summary>It has no server: files are given to it.</summary>
    NoServer,

    /// <summary>Nobody said where it is, so it was not asked.</summary>
    NotConfigured,

    /// <summary>It is on another machine, and nobody is to be asked: offline, or probes are switched off.</summary>
    NotAsked,

    /// <summary>It answers.</summary>
    Reachable,

    /// <summary>No connection, or no answer in time.</summary>
    Unreachable,

    /// <summary>It refuses the key, or wants one.</summary>
    Unauthorized,

    /// <summary>It answers with an error, or with something else than it should.</summary>
    Failing,
}

/// <summary>A model in a provider's own store. What it does not tell is null.</summary>
/// <param name="Name">As the provider calls it: <c>llama3.2:3b</c>.</param>
public sealed record HeldModel(string Name)
{
    public long? SizeBytes { get; init; }

    /// <summary>64 hex digits.</summary>
    public string? Sha256 { get; init; }

    public string? Architecture { get; init; }

    public string? Quantization { get; init; }

    public string? Parameters { get; init; }

    public int? ContextLength { get; init; }

    /// <summary>Where it lies on this machine; null when only the provider knows.</summary>
    public string? Path { get; init; }

    /// <summary>Whether parts of it are still missing.</summary>
    public bool IsIncomplete { get; init; }
}
